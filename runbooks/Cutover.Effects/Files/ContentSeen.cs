namespace Cutover.Effects;

/// <summary>A comparison of two directories by content.</summary>
/// <param name="Files">Regular files compared.</param>
/// <param name="Bytes">The sum of their sizes.</param>
/// <param name="Hashed">How many were hashed for it, on both sides together; the others had been hashed ahead and have not changed.</param>
/// <param name="Different">Paths that differ or are on one side only.</param>
public sealed record ContentSeen(int Files, long Bytes, int Hashed, int Different);
