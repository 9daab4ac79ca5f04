namespace Cutover.Redirects;

/// <summary>The files of the old host: its configuration, its maps and its document roots, by their paths there.</summary>
public interface ISiteFiles
{
    /// <summary>What is at <paramref name="path"/>, an absolute path on the old host.</summary>
    FileKind Kind(string path);

    /// <summary>The length of a file in bytes; 0 for anything else.</summary>
    long Length(string path);

    /// <summary>Whether anybody may execute what is there.</summary>
    bool Executable(string path);

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="IOException">It is missing, unreadable or larger than 64 MiB.</exception>
    byte[] Read(string path);

    /// <summary>The names in a directory, in ordinal order; empty when it is none.</summary>
    IReadOnlyList<string> List(string directory);
}
