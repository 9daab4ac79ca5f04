using System.Text.Json.Serialization;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A Pulumi stack of one environment, and where its CLI runs.</summary>
public sealed record StackAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>The stack's full name, such as organization/ietf/traffic-production.</summary>
    public required string Stack { get; init; }

    /// <summary>The directory of Pulumi.yaml on that machine.</summary>
    public required string Directory { get; init; }

    /// <summary>The Pulumi CLI, with what goes before every command.</summary>
    public IReadOnlyList<string> Pulumi { get; init; } = ["pulumi"];

    /// <summary>Where the stacks' config is, below <see cref="Directory"/>: <c>stackConfigDir</c> of Pulumi.yaml.</summary>
    public string ConfigDirectory { get; init; } = "stacks/config";

    /// <summary>
    /// The file on this machine with the previews that people approved (<see cref="StackApprovals"/>). Absent: no approval is asked for,
    /// which production refuses.
    /// </summary>
    public string? Approvals { get; init; }

    /// <summary>Something else than the CLI, as in a rehearsal.</summary>
    [JsonIgnore]
    public IStackDriver? Driver { get; init; }

    internal IStackDriver Open(StepRun run) => Driver ?? new PulumiCli(this, run);
}
