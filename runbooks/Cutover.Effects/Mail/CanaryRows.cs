using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What became of canaries.</summary>
/// <param name="Rows">How many rows each made, by the address it was sent to.</param>
public sealed record CanaryRows(ImmutableSortedDictionary<string, long> Rows);
