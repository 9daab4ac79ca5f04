using System.Text;

namespace Cutover.Redirects;

/// <summary>A manifest held in memory: files with their contents, and the directories that they imply.</summary>
public sealed class MemoryFiles : ISiteFiles
{
    private readonly SortedDictionary<string, byte[]?> entries = new(StringComparer.Ordinal) { ["/"] = null };

    /// <summary>Adds a file, and the directories above it.</summary>
    public MemoryFiles Add(string path, string content) => Add(path, Encoding.UTF8.GetBytes(content));

    /// <summary>Adds a file, and the directories above it.</summary>
    public MemoryFiles Add(string path, byte[] content)
    {
        entries[path] = content;
        Above(path);
        return this;
    }

    /// <summary>Adds a directory, and those above it.</summary>
    public MemoryFiles AddDirectory(string path)
    {
        path = Trimmed(path);
        entries[path] = null;
        Above(path);
        return this;
    }

    /// <inheritdoc/>
    public FileKind Kind(string path)
    {
        if (!entries.TryGetValue(Trimmed(path), out var content))
        {
            return FileKind.Missing;
        }

        return content is null ? FileKind.Directory : path.EndsWith('/') ? FileKind.Missing : FileKind.File;
    }

    /// <inheritdoc/>
    public long Length(string path) => entries.GetValueOrDefault(path)?.Length ?? 0;

    /// <inheritdoc/>
    public bool Executable(string path) => Kind(path) == FileKind.Directory;

    /// <inheritdoc/>
    public byte[] Read(string path) =>
        entries.GetValueOrDefault(path) ?? throw new FileNotFoundException("No such file or directory", path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        var prefix = directory.EndsWith('/') ? directory : directory + "/";
        return [.. entries.Keys.Where(key => key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => key[prefix.Length..]).Where(name => !name.Contains('/', StringComparison.Ordinal))];
    }

    private static string Trimmed(string path) => path.Length > 1 ? path.TrimEnd('/') : path;

    private void Above(string path)
    {
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            entries.TryAdd(path[..slash], null);
        }
    }
}
