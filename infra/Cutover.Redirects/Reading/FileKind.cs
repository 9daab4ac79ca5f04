namespace Cutover.Redirects;

/// <summary>What a path names. Symbolic links count as what they point at.</summary>
public enum FileKind
{
    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A pipe, a socket or a device: it is there, and is nothing to read.</summary>
    Special,
}
