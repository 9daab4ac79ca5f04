namespace Cutover.Effects;

/// <param name="Stale">Tables without fresh statistics.</param>
/// <param name="Checkpointed">Whether we may ask for a checkpoint.</param>
public sealed record Warmth(int Stale, bool Checkpointed);
