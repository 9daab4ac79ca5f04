namespace Cutover.Sites;

/// <summary>The least a directory must hold to be believed. One that is not mounted looks like one where everything was deleted.</summary>
public sealed record SiteFloor
{
    /// <summary>The least number of files; at least 1.</summary>
    public required int Files { get; init; }

    /// <summary>The least sum of their sizes, in bytes; at least 1.</summary>
    public required long Bytes { get; init; }

    /// <summary>A file that is always there, as a path below the directory.</summary>
    public required string Sentinel { get; init; }

    /// <summary>Why the site may not be pushed, or null.</summary>
    internal string? Below(SiteTree tree)
    {
        var bytes = tree.Entries.Sum(entry => entry.Size);
        return tree.Entries.Count < Files
            ? $"{tree.Root} holds {tree.Entries.Count} files, its floor is {Files}: nothing is pushed; is its file system mounted?"
            : bytes < Bytes ? $"{tree.Root} holds {bytes} bytes, its floor is {Bytes}: nothing is pushed; were files truncated?"
            : tree.Entries.All(entry => entry.Key != Sentinel)
                ? $"{tree.Root} lacks its sentinel file {Sentinel}: nothing is pushed; is its file system mounted?"
            : null;
    }
}
