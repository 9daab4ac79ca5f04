namespace Cutover.Effects;

/// <param name="Sequences">By name, ordered.</param>
public sealed record SequenceValues(IReadOnlyList<SequenceValue> Sequences);
