using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>How two directories differ, path by path and byte by byte.</summary>
/// <param name="Files">Regular files at the source.</param>
/// <param name="Bytes">The sum of their sizes.</param>
/// <param name="Hashed">How many were hashed for it, on both sides together; the others had been hashed ahead and have not changed.</param>
/// <param name="Different">Paths that differ at the destination, are missing there or are there only.</param>
/// <param name="Copy">
/// The paths to copy or to delete, where they can be named and the source is above its floor; otherwise empty, and all is gone through.
/// </param>
public sealed record DeltaSeen(int Files, long Bytes, int Hashed, int Different, ImmutableArray<string> Copy);
