using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cutover.Infra;

namespace Stacks.Tests;

/// <summary>Plans with something wrong put into them.</summary>
internal static class Edited
{
    /// <summary>The plan with one resource's inputs changed.</summary>
    public static EstatePlan With(this EstatePlan plan, string name, Action<JsonObject> edit) => plan with
    {
        Stacks = [.. plan.Stacks.Select(stack => stack with { Resources = Changed(stack.Resources, name, edit) })],
    };

    public static EstatePlan Without(this EstatePlan plan, string name) => plan with
    {
        Stacks = [.. plan.Stacks.Select(stack => stack with { Resources = [.. stack.Resources.Where(resource => resource.Name != name)] })],
    };

    /// <summary>The names of the policies that it breaks.</summary>
    public static IEnumerable<string> Breaks(this EstatePlan plan, Func<PolicyInput, PolicyInput>? input = null) =>
        AllPolicies.Check((input ?? (same => same))(new PolicyInput(plan, Clouds.Noon))).Select(broken => broken.Policy).Distinct();

    private static ImmutableArray<PlannedResource> Changed(ImmutableArray<PlannedResource> resources, string name, Action<JsonObject> edit)
    {
        return [.. resources.Select(resource => resource.Name == name ? resource with { Inputs = Copy(resource.Inputs) } : resource)];

        JsonObject Copy(JsonObject inputs)
        {
            var copy = (JsonObject)inputs.DeepClone();
            edit(copy);
            return copy;
        }
    }
}
