namespace Cutover.Effects;

/// <summary>Whether a pass was made in this run.</summary>
public sealed record PassSeen(bool Made);
