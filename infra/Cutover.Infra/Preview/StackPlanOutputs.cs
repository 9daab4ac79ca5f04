using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>A stack's outputs as other stacks read them in the same preview: with marks for what is not known yet.</summary>
/// <param name="Values">By name.</param>
/// <param name="Secret">The names of those that are secret.</param>
public sealed record StackPlanOutputs(JsonObject Values, ImmutableHashSet<string> Secret)
{
    public static StackPlanOutputs None { get; } = new([], ImmutableHashSet<string>.Empty);
}
