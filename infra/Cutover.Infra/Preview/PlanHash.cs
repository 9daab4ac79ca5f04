using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>The hash that an <c>up</c> is approved by.</summary>
internal static class PlanHash
{
    public static string Of(StackPlan plan)
    {
        var canonical = new JsonObject
        {
            ["project"] = plan.Project,
            ["stack"] = plan.Stack,
            ["resources"] = new JsonArray([.. plan.Resources.OrderBy(resource => resource.Key, StringComparer.Ordinal).Select(Wanted)]),
            ["changes"] = new JsonArray([.. plan.Changes.OrderBy(change => change.Key, StringComparer.Ordinal).Select(Changed)]),
        };
        return Hash(canonical);
    }

    /// <summary>Over what is wanted alone, from wherever the stack comes there.</summary>
    public static string OfWanted(StackPlan plan) => Hash(new JsonObject
    {
        ["project"] = plan.Project,
        ["stack"] = plan.Stack,
        ["resources"] = new JsonArray([.. plan.Resources.OrderBy(resource => resource.Key, StringComparer.Ordinal).Select(Wanted)]),
    });

    private static string Hash(JsonObject canonical) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToJsonString())));

    private static JsonObject Wanted(PlannedResource resource) =>
        new() { ["key"] = resource.Key, ["inputs"] = resource.Inputs.DeepClone(), ["protect"] = resource.IsProtected };

    private static JsonObject Changed(ResourceChange change) => new()
    {
        ["key"] = change.Key,
        ["kind"] = change.Kind.ToString(),
        ["properties"] = new JsonArray([.. change.Properties.Select(property => (JsonNode)$"{property.Path}={property.After}")]),
    };
}
