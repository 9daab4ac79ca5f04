using Cutover.Infra;

namespace Cutover.Stacks;

/// <summary>A service that moves.</summary>
public sealed record Service
{
    public required string Name { get; init; }

    /// <summary>The names people use, without the zone.</summary>
    public required IReadOnlyList<PublicLabel> Labels { get; init; }

    /// <summary>
    /// Names with redirects and nothing else. The old side answers them until the service is new; from then on the edge does, and what it
    /// does not know is gone.
    /// </summary>
    public IReadOnlyList<PublicLabel> RedirectOnly { get; init; } = [];

    /// <summary>A path that answers 200 when the service is well.</summary>
    public string HealthPath { get; init; } = "/";

    /// <summary>A database of its own, whose name this is.</summary>
    public string? Database { get; init; }

    /// <summary>A data disk of this size in GB; 0 for none.</summary>
    public int DiskGigabytes { get; init; }

    public bool Balanced { get; init; }

    /// <summary>Behind the edge, rather than reached directly.</summary>
    public bool IsWeb => Labels.Any(label => label.IsWeb);

    /// <summary>What its host lets in beside the operators.</summary>
    public IReadOnlyList<OpenPort> Ports => IsWeb
        ? [OpenPort.FromEdge]
        : [.. Labels.Select(label => new OpenPort(label.Label, label.Port, OpenPort.World))];

    /// <summary>The zone's name for one of its sides, which the edge asks.</summary>
    public string OriginHost(string side, string zone) => $"{side}-{Name}.{zone}";
}
