using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Names that a night points elsewhere.</summary>
public static class Dns
{
    /// <summary>Lowers the TTL, days or hours ahead.</summary>
    public static LowerTtl LowerTtl(Place<NameAddress> name, int seconds) => new(name, seconds);

    /// <summary>Waits until the old TTL has passed since every server was seen with the low one.</summary>
    public static WaitOutTtl WaitOutTtl(Step<TtlSeen> lowered) => new(lowered);

    /// <summary>Points the name elsewhere, if it points where the plan thinks.</summary>
    public static FlipName Flip(Place<NameAddress> name, Place<TargetAddress> from, Place<TargetAddress> to) => new(name, from, to);

    /// <summary>A check of every authoritative server and every resolver the estate names.</summary>
    public static NameEverywhere Everywhere(Place<NameAddress> name, Place<TargetAddress> value) => new(name, value);
}
