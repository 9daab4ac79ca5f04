namespace Cutover.Effects;

/// <summary>Two lists, compared.</summary>
/// <param name="Entries">On the old side.</param>
/// <param name="Faults">How many of either side are not as they should be.</param>
public sealed record InventorySeen(int Entries, int Faults);
