namespace Cutover.Effects;

/// <summary>Two schemas compared.</summary>
/// <param name="Old">The old side's digest over every definition.</param>
/// <param name="New">The new side's.</param>
/// <param name="Differences">How many objects differ.</param>
/// <param name="NewObjects">How many objects the new side has.</param>
public sealed record SchemaCompared(string Old, string New, int Differences, int NewObjects);
