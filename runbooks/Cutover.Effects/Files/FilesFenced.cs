namespace Cutover.Effects;

/// <summary>Who can still write below a directory.</summary>
/// <param name="IsReadOnly">Whether its mount refuses every write.</param>
/// <param name="Writers">How many descriptors and shared maps could; not asked where the mount decides.</param>
public sealed record FilesFenced(bool IsReadOnly, int Writers);
