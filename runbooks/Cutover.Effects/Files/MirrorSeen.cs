namespace Cutover.Effects;

/// <summary>What one more pull would do to a mirror.</summary>
/// <param name="Change">Paths that would be fetched or touched.</param>
/// <param name="Delete">Paths that would be deleted.</param>
public sealed record MirrorSeen(int Change, int Delete);
