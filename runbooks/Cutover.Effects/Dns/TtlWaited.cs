namespace Cutover.Effects;

/// <summary>When the last cache may still have held the old TTL.</summary>
public sealed record TtlWaited(DateTimeOffset Until);
