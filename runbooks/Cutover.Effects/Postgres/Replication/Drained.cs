namespace Cutover.Effects;

/// <param name="Arrived">Whether a marker written on the new side after its last writer has come to the old side.</param>
public sealed record Drained(bool Arrived);
