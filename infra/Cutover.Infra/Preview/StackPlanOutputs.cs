using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>A stack's outputs as other stacks read them in the same preview: with marks for what is not known yet.</summary>
/// <param name="Values">By name.</param>
/// <param name="Secret">The names of those that are secret.</param>
public sealed record StackPlanOutputs(JsonObject Values, ImmutableHashSet<string> Secret)
{
    public static StackPlanOutputs None { get; } = new([], ImmutableHashSet<string>.Empty);

    /// <summary>As the last state has them; a secret stays one, and marks stand for what is in it.</summary>
    public static StackPlanOutputs Of(StackState state, Unknowns unknowns)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(unknowns);
        var secret = state.Outputs.Where(output => StackState.IsSecret(output.Value)).Select(output => output.Key)
            .ToImmutableHashSet(StringComparer.Ordinal);
        var values = new JsonObject(state.Outputs.Select(output => KeyValuePair.Create(output.Key, secret.Contains(output.Key)
            ? unknowns.Secret($"{state.Stack}.{output.Key}")
            : output.Value?.DeepClone())));
        return new StackPlanOutputs(values, secret);
    }
}
