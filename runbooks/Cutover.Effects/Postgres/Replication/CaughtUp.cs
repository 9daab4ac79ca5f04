namespace Cutover.Effects;

/// <summary>The follower has everything that the fence let through.</summary>
/// <param name="Lsn">The fence's position in the old side's WAL.</param>
/// <param name="Replayed">How far the follower has replayed; absent where its worker is gone.</param>
/// <param name="Marked">Whether the fence's marker row has arrived.</param>
public sealed record CaughtUp(string Lsn, string? Replayed, bool Marked);
