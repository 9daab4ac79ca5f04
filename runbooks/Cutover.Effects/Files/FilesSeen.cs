namespace Cutover.Effects;

/// <summary>What a directory holds and how far its copy is behind.</summary>
/// <param name="Files">Regular files at the source.</param>
/// <param name="Bytes">The sum of their sizes.</param>
/// <param name="Pending">Paths that differ at the destination, are missing there or are there only.</param>
public sealed record FilesSeen(int Files, long Bytes, int Pending);
