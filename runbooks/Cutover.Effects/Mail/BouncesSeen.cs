namespace Cutover.Effects;

/// <summary>Bounces in a mail log.</summary>
/// <param name="Count">How many.</param>
public sealed record BouncesSeen(int Count);
