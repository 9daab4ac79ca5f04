using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>A preview for programs.</summary>
public static class PreviewJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Of(IEnumerable<PreviewResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new JsonObject { ["environments"] = List(results.Select(Environment)) }.ToJsonString(Indented);
    }

    private static JsonObject Environment(PreviewResult result) => new()
    {
        ["environment"] = result.Plan.Environment,
        ["hash"] = result.Plan.Hash,
        ["findings"] = List(result.Broken.Select(broken => new JsonObject
        {
            ["policy"] = broken.Policy,
            ["reason"] = broken.Reason,
            ["stack"] = broken.Finding.Stack,
            ["subject"] = broken.Finding.Subject,
            ["sentence"] = broken.Finding.Sentence,
        })),
        ["unsetSecrets"] = List(result.Plan.Unset.Select(unset => (JsonNode)unset)),
        ["stacks"] = List(result.Stacks.Select(Stack)),
    };

    private static JsonObject Stack(StackPlan stack) => new()
    {
        ["stack"] = stack.Stack,
        ["hash"] = stack.Hash,
        ["againstState"] = stack.State is not null,
        ["resources"] = List(stack.Resources.Select(resource => new JsonObject
        {
            ["type"] = resource.Type,
            ["name"] = resource.Name,
            ["component"] = resource.Component,
            ["protect"] = resource.IsProtected,
            ["inputs"] = resource.Inputs.DeepClone(),
        })),
        ["changes"] = List(stack.Changes.Select(change => new JsonObject
        {
            ["kind"] = change.Kind.Word(),
            ["type"] = change.Type,
            ["name"] = change.Name,
            ["properties"] = List(change.Properties.Select(property => new JsonObject
            {
                ["path"] = property.Path,
                ["before"] = property.Before,
                ["after"] = property.After,
                ["forcesReplacement"] = property.ForcesReplacement,
            })),
        })),
        ["outputs"] = stack.Outputs.DeepClone(),
    };

    private static JsonArray List(IEnumerable<JsonNode> items) => new([.. items]);
}
