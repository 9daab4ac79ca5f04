using System.Text.Json.Nodes;

namespace Cutover.Lab;

/// <summary>A Worker's inputs, as plans and states have them.</summary>
internal static class PlannedWorker
{
    public const string Type = "cloudflare:index/workersScript:WorkersScript";

    /// <summary>The lab's site that it stands before; null where the lab has none such.</summary>
    public static string? SiteOf(LabEstate estate, JsonObject worker) =>
        estate.Sites.FirstOrDefault(site => estate.HostOf(site) == Text(worker, "HOST"));

    public static string? Text(JsonObject? worker, string name) => Binding(worker, name)?["text"]?.ToString();

    public static JsonNode? Binding(JsonObject? worker, string name) =>
        (worker?["bindings"] as JsonArray ?? []).FirstOrDefault(binding => binding?["name"]?.ToString() == name);
}
