using System.Collections.Immutable;
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

    /// <summary>
    /// For each change of config, such as <c>origin.www=new</c>, the hash of the preview that was approved. Empty: none is asked for,
    /// which production refuses.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Approved { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Something else than the CLI, as in a rehearsal.</summary>
    [JsonIgnore]
    public IStackDriver? Driver { get; init; }

    internal IStackDriver Open(StepContext context) => Driver ?? new PulumiCli(this, context.Run);
}
