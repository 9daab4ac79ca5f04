namespace Cutover.Effects;

/// <summary>
/// The least a directory must hold to be believed. A file system that is not mounted looks like one where everything was deleted.
/// </summary>
public sealed record FileFloor
{
    /// <summary>The least number of regular files; at least 1.</summary>
    public required int Files { get; init; }

    /// <summary>The least sum of their sizes, in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>A regular file that is always there, as a path below the directory.</summary>
    public required string Sentinel { get; init; }
}
