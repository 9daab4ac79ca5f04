using Microsoft.AspNetCore.StaticFiles;

namespace Cutover.Sites;

/// <summary>A file's Content-Type: by its extension, and for text by whether its bytes are UTF-8.</summary>
internal sealed class ContentTypes(IReadOnlyDictionary<string, string> own)
{
    private readonly FileExtensionContentTypeProvider _usual = new();

    /// <param name="key">Its name.</param>
    /// <param name="isUtf8">Whether all its bytes are UTF-8 text.</param>
    public string Of(string key, bool isUtf8)
    {
        var extension = Path.GetExtension(key);
        if (extension.Length > 1 && own.TryGetValue(extension, out var told))
            return told;

        // A name without an extension, or with one that nobody knows, is text if it reads as text.
        var type = extension.Length > 1 && _usual.TryGetContentType("x" + extension, out var known) ? known
            : isUtf8 ? "text/plain"
            : "application/octet-stream";
        // Old text in other encodings says nothing: a wrong charset is worse than the browser's guess.
        return isUtf8 && IsText(type) ? $"{type}; charset=utf-8" : type;
    }

    private static bool IsText(string type) =>
        type.StartsWith("text/", StringComparison.Ordinal) || type is "application/javascript" or "application/json";
}
