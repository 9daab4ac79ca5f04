namespace Cutover.Effects;

/// <summary>What a name may point at: one or more addresses, or one name for a CNAME.</summary>
public sealed record TargetAddress
{
    public required IReadOnlyList<string> Values { get; init; }
}
