namespace Cutover.Effects;

/// <summary>One table on one side: its content, and the counters that stand still while nobody changes it.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Hash">Two sums of 64-bit hashes over all rows, each with its own seed; the order of rows does not matter.</param>
/// <param name="Counters">As read before the rows were.</param>
public sealed record TableState(long Rows, string Hash, TableCounters Counters);
