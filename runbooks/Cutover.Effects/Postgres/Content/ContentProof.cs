namespace Cutover.Effects;

/// <summary>Both sides compared in full.</summary>
/// <param name="Tables">Every table of either side.</param>
/// <param name="Rows">Rows of the old side.</param>
/// <param name="Cold">How many tables were not hashed again, because they stood still.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record ContentProof(IReadOnlyList<TableProof> Tables, long Rows, int Cold, long Milliseconds);
