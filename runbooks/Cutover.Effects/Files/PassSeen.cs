namespace Cutover.Effects;

/// <summary>A pass over what has changed.</summary>
/// <param name="Made">Whether it was made in this run.</param>
/// <param name="Listed">When its look at the source began, by the source's clock, in nanoseconds since 1970; 0 if not made.</param>
public sealed record PassSeen(bool Made, long Listed);
