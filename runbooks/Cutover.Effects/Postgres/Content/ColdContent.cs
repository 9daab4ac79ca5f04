namespace Cutover.Effects;

/// <summary>What was hashed before the fence.</summary>
/// <param name="Tables">By name.</param>
/// <param name="OldStatistics">When the old server's counters began; counters of another beginning are not comparable.</param>
/// <param name="NewStatistics">The same of the new server.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record ColdContent(IReadOnlyList<ColdTable> Tables, string OldStatistics, string NewStatistics, long Milliseconds);
