using System.Text;
using Cutover.Disk;

namespace Cutover.Redirects;

/// <summary>Files on this machine's disk. Each mount shows a path of the old host as a path here; the longest one that fits is
/// used.</summary>
public sealed class DiskFiles(IReadOnlyDictionary<string, string>? mounts = null) : ISiteFiles
{
    private readonly (string There, string Here)[] mounts =
        [.. (mounts ?? new Dictionary<string, string>(StringComparer.Ordinal))
            .Select(pair => (pair.Key.TrimEnd('/'), pair.Value.TrimEnd('/')))
            .OrderByDescending(pair => pair.Item1.Length)];

    /// <inheritdoc/>
    public FileKind Kind(string path)
    {
        var here = Here(path);
        return !path.StartsWith('/') ? FileKind.Missing : FileKinds.Of(here) switch
        {
            null => FileKind.Missing,
            { IsDirectory: true } => FileKind.Directory,
            _ when path.EndsWith('/') => FileKind.Missing,
            { IsFile: true } => FileKind.File,
            _ => FileKind.Special,
        };
    }

    /// <inheritdoc/>
    public long Length(string path) => Kind(path) == FileKind.File ? new FileInfo(Here(path)).Length : 0;

    /// <inheritdoc/>
    public bool Executable(string path)
    {
        const UnixFileMode any = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return Kind(path) != FileKind.Missing && (OperatingSystem.IsWindows()
            || (File.GetUnixFileMode(Here(path)) & any) != UnixFileMode.None);
    }

    /// <inheritdoc/>
    public byte[] Read(string path)
    {
        return PlainFile.TryRead(Here(path), out var trouble) ?? throw new IOException(trouble);
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        var here = Here(directory);
        return Directory.Exists(here)
            ? [.. Directory.EnumerateFileSystemEntries(here).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Paths are bytes in the model and UTF-8 on the disk.</summary>
    private string Here(string path)
    {
        foreach (var (there, here) in mounts)
        {
            if (path.StartsWith(there, StringComparison.Ordinal) && (path.Length == there.Length || path[there.Length] == '/'))
            {
                path = here + path[there.Length..];
                break;
            }
        }

        return Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path));
    }
}
