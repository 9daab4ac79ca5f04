using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>What a stack's program wants, and what an <c>up</c> would therefore do.</summary>
/// <param name="Project">Pulumi's project.</param>
/// <param name="Stack">The stack's name, such as edge-production.</param>
/// <param name="Resources">What the program registers, by type and name.</param>
/// <param name="Changes">What differs from the last state; everything is created where there is none.</param>
/// <param name="Outputs">The stack's outputs; secrets are masked.</param>
public sealed record StackPlan(
    string Project, string Stack, ImmutableArray<PlannedResource> Resources, ImmutableArray<ResourceChange> Changes, JsonObject Outputs)
{
    /// <summary>The stack's kind: what is before the last dash.</summary>
    public string Kind => Stack[..Stack.LastIndexOf('-')];

    public string Environment => Stack[(Stack.LastIndexOf('-') + 1)..];

    /// <summary>The last state; null for none.</summary>
    public required StackState? State { get; init; }

    /// <summary>A stack that stays as its last state has it.</summary>
    public static StackPlan AsItIs(StackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var resources = state.Resources.Select(resource =>
            new PlannedResource(resource.Type, resource.Name, resource.Inputs) { IsProtected = resource.IsProtected });
        return new StackPlan(state.Project, state.Stack, [.. resources], [], state.Outputs) { State = state };
    }

    /// <summary>SHA-256 over what is wanted and what changes, in lower-case hexadecimal. It does not depend on order or layout.</summary>
    public string Hash => PlanHash.Of(this);

    /// <summary>SHA-256 over what is wanted alone: the same from wherever the stack comes there.</summary>
    public string WantedHash => PlanHash.OfWanted(this);
}
