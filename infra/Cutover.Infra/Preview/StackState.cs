using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>A stack's last state, as <c>pulumi stack export</c> writes it.</summary>
public sealed class StackState
{
    private const string SecretSign = "4dabf18193072939515e22adb298388d";

    private readonly Dictionary<string, StateResource> _resources;

    private StackState(string project, string stack, Dictionary<string, StateResource> resources) =>
        (Project, Stack, _resources) = (project, stack, resources);

    public string Project { get; }

    public string Stack { get; }

    /// <summary>What was made at providers.</summary>
    public IEnumerable<StateResource> Resources => _resources.Values.Where(resource => resource.IsCustom);

    /// <summary>What the stack hands to others.</summary>
    public JsonObject Outputs => Find($"pulumi:pulumi:Stack::{Project}-{Stack}")?.Outputs ?? [];

    public StateResource? Find(string key) => _resources.GetValueOrDefault(key);

    /// <summary>Whether a value is one that Pulumi keeps secret.</summary>
    public static bool IsSecret(JsonNode? value) => value is JsonObject map && map.ContainsKey(SecretSign);

    /// <param name="file">The file, as the reader knows it.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="project">The project that it must be of.</param>
    /// <exception cref="StateException">It is no state, or another project's, or was taken in the middle of an <c>up</c>.</exception>
    public static StackState Parse(string file, string text, string project)
    {
        const string Mend = "take it again with 'pulumi stack export --stack STACK --file FILE'";
        if (string.IsNullOrWhiteSpace(text))
            throw new StateException($"{file} is empty, and should hold a stack's state: {Mend}.");

        var deployment = Json(file, text, Mend)["deployment"] as JsonObject
            ?? throw new StateException($"{file} has no 'deployment' in it, so it is no state of a stack: {Mend}.");
        if (deployment["pending_operations"] is JsonArray { Count: > 0 } pending)
            throw new StateException($"{file} has {pending.Count} operations that an interrupted 'pulumi up' left open: "
                + "run 'pulumi refresh' or 'pulumi cancel', and export it again.");

        if (deployment["resources"] is not JsonArray { Count: > 0 } list)
            throw new StateException($"{file} holds a stack without resources: leave --against out to preview it from nothing.");

        var (stack, found) = Names(file, list[0], Mend);
        return found == project
            ? new StackState(found, stack, Read(file, list))
            : throw new StateException($"{file} is the state of project '{found}', and this is project '{project}': {Mend}.");
    }

    private static JsonObject Json(string file, string text, string mend)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new StateException($"{file} holds JSON that is no object: {mend}.");
        }
        catch (JsonException broken)
        {
            throw new StateException($"{file} ends or breaks at line {broken.LineNumber + 1}, where JSON should go on: {mend}.", broken);
        }
    }

    // urn:pulumi:STACK::PROJECT::TYPES::NAME
    private static (string Stack, string Project) Names(string file, JsonNode? first, string mend) =>
        Urn(first)?.Split("::") is [var head, var project, _, ..] && head.StartsWith("urn:pulumi:", StringComparison.Ordinal)
            ? (head["urn:pulumi:".Length..], project)
            : throw new StateException($"{file} begins with a resource that has no URN: {mend}.");

    private static Dictionary<string, StateResource> Read(string file, JsonArray list)
    {
        var resources = new Dictionary<string, StateResource>(StringComparer.Ordinal);
        foreach (var node in list.OfType<JsonObject>())
        {
            // A resource that is on its way out after a replacement stands beside its successor.
            if ((bool?)node["delete"] == true || Urn(node) is not { } urn || (string?)node["type"] is not { } type)
                continue;

            // urn:pulumi:STACK::PROJECT::TYPES::NAME, and a name may have colons of its own.
            var resource = new StateResource(
                type, urn.Split("::", 4)[^1], (string?)node["id"] ?? "", Object(node, "inputs"), Object(node, "outputs"),
                (bool?)node["protect"] == true)
            {
                IsCustom = (bool?)node["custom"] == true && type != "pulumi:pulumi:StackReference",
                Modified = Time(node["modified"] ?? node["created"]),
            };
            if (!resources.TryAdd(resource.Key, resource))
                throw new StateException($"{file} has two resources {resource.Key}; this program gives each a name of its own.");
        }

        return resources;
    }

    private static DateTimeOffset? Time(JsonNode? node) =>
        DateTimeOffset.TryParse(node?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string? Urn(JsonNode? node) => (node as JsonObject)?["urn"]?.ToString();

    private static JsonObject Object(JsonObject node, string name) => node[name] is JsonObject found ? (JsonObject)found.DeepClone() : [];
}
