namespace Cutover.Effects;

/// <summary>One table on both sides as it was before the fence.</summary>
public sealed record ColdTable(string Name, TableState Old, TableState New);
