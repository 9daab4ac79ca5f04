using System.Text;

namespace Cutover.Sites;

/// <summary>Which file names can be an object's key and a URL's path at once.</summary>
internal static class NameRules
{
    /// <summary>Objects below it are this program's: the manifest of what was pushed.</summary>
    public const string Own = ".cutover/";

    /// <summary>R2's longest key, in bytes.</summary>
    private const int Longest = 1024;

    /// <summary>Why a name cannot be served; null where it can.</summary>
    /// <param name="key">The path below the site's directory, with slashes.</param>
    public static string? Problem(string key)
    {
        var shown = Shown(key);
        if (key.Contains('\uFFFD', StringComparison.Ordinal))
            return $"{shown}: its name is not UTF-8, and S3's keys are; rename it (convmv finds the old encoding).";
        if (key.Any(c => char.IsControl(c) || c is '\uFFFE' or '\uFFFF'))
            return $"{shown}: its name holds a control character, which S3's lists cannot carry; rename it.";
        if (key.Contains('\\', StringComparison.Ordinal))
            return $"{shown}: its name holds a backslash, which Cloudflare makes a slash in URLs; rename it.";
        if (key.Any(IsDecomposed))
        {
            return $"{shown}: its name has letters and accents apart (NFD), and people and R2 write them as one; rename it "
                + "(convmv --nfc -f utf8 -t utf8).";
        }

        return Encoding.UTF8.GetByteCount(key) > Longest
            ? $"{shown}: its path is {Encoding.UTF8.GetByteCount(key)} bytes long, and S3 takes {Longest}; shorten it."
            : null;
    }

    /// <summary>A name as it can be printed on any terminal.</summary>
    public static string Shown(string key)
    {
        var text = new StringBuilder();
        foreach (var c in key.Length > 200 ? key[..200] : key)
        {
            if (char.IsControl(c) || char.IsSurrogate(c) || c is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))
                text.Append($"\\u{(int)c:x4}");
            else
                text.Append(c);
        }

        return key.Length > 200 ? text.Append("...").ToString() : text.ToString();
    }

    // What a decomposed name consists of: combining accents, kana voice marks, Hangul letters. The build has no tables of Unicode's
    // normal forms, so the few composed names that need such a mark are refused with them.
    private static bool IsDecomposed(char c) =>
        c is (>= '\u0300' and <= '\u036F') or '\u3099' or '\u309A' or (>= '\u1100' and <= '\u11FF');
}
