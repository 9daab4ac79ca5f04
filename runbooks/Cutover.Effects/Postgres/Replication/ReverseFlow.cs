namespace Cutover.Effects;

/// <summary>Which way the data flows.</summary>
/// <param name="Forward">Whether the new side's subscription is meant to run.</param>
/// <param name="Back">Whether the old side's subscription is meant to run.</param>
/// <param name="Returned">Whether a row written on the new side has come back to the old.</param>
/// <param name="Opened">Whether the new side was ever open to writers.</param>
public sealed record ReverseFlow(bool Forward, bool Back, bool Returned, bool Opened);
