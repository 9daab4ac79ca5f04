using Pulumi;

namespace Cutover.Infra;

/// <summary>What is asked of a service's origin, and who hears of it.</summary>
public sealed record OriginHealthArgs
{
    public required string Environment { get; init; }

    public required string Account { get; init; }

    public required Input<string> ZoneId { get; init; }

    /// <summary>The origin's own name in the zone.</summary>
    public required string Origin { get; init; }

    /// <summary>The path that answers 200 when the service is well.</summary>
    public required string Path { get; init; }

    /// <summary>Addresses that are told.</summary>
    public required IReadOnlyList<string> Mail { get; init; }
}
