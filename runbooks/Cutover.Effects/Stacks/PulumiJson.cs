using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutover.Effects;

/// <summary>Reads what the Pulumi CLI prints as JSON.</summary>
internal static class PulumiJson
{
    private static readonly HashSet<string> Quiet = new(StringComparer.Ordinal) { "same", "read", "refresh" };

    /// <summary><c>pulumi config --json</c>: the project's own keys, without secrets.</summary>
    public static ImmutableSortedDictionary<string, string> Config(string project, string text)
    {
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (key, entry) in Object(text, "config --json"))
        {
            if (!key.StartsWith($"{project}:", StringComparison.Ordinal) || entry?["secret"]?.GetValueKind() == JsonValueKind.True)
                continue;

            Flatten(values, key[(project.Length + 1)..], entry?["objectValue"] ?? entry?["value"]);
        }

        return values.ToImmutable();
    }

    /// <summary><c>pulumi stack export</c>: the stack's outputs, and how many operations are open.</summary>
    public static (ImmutableSortedDictionary<string, string> Outputs, int Pending) Export(string text)
    {
        var deployment = Object(text, "stack export")["deployment"] as JsonObject ?? [];
        var values = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var stack = (deployment["resources"] as JsonArray ?? []).FirstOrDefault(node => node?["type"]?.ToString() == "pulumi:pulumi:Stack");
        foreach (var (name, value) in stack?["outputs"] as JsonObject ?? [])
            Flatten(values, name, value);
        return (values.ToImmutable(), (deployment["pending_operations"] as JsonArray)?.Count ?? 0);
    }

    /// <summary>
    /// <c>pulumi preview --json --show-sames</c>: each step, with the inputs that differ between its old and its new state.
    /// </summary>
    public static StackPlanSeen Preview(string text)
    {
        var changes = ImmutableArray.CreateBuilder<StackChange>();
        var canonical = new List<string>();
        foreach (var step in (Object(text, "preview --json")["steps"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var (op, urn) = (step["op"]?.ToString() ?? "", step["urn"]?.ToString() ?? "");
            var type = (step["newState"] ?? step["oldState"])?["type"]?.ToString() ?? "";
            // The stack itself is no resource at a provider; its outputs follow from the others.
            if (type == "pulumi:pulumi:Stack" && (op == "update" || Quiet.Contains(op)))
                continue;

            canonical.Add($"{urn} {Sorted(step["newState"]?["inputs"])?.ToJsonString() ?? op}");
            if (Quiet.Contains(op))
                continue;

            var paths = new SortedSet<string>(StringComparer.Ordinal);
            Differences(step["oldState"]?["inputs"], step["newState"]?["inputs"], "", paths);
            changes.Add(new StackChange(op, type, urn.Split("::", 4)[^1], [.. paths]));
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', canonical.Order(StringComparer.Ordinal))));
        return new StackPlanSeen(Convert.ToHexStringLower(hash), changes.ToImmutable());
    }

    private static void Differences(JsonNode? before, JsonNode? after, string path, SortedSet<string> found)
    {
        if (before is JsonObject old && after is JsonObject now)
        {
            foreach (var key in old.Select(entry => entry.Key).Union(now.Select(entry => entry.Key), StringComparer.Ordinal))
                Differences(old[key], now[key], path.Length == 0 ? key : $"{path}.{key}", found);
        }
        else if (before is JsonArray { Count: var count } list && after is JsonArray items && count == items.Count)
        {
            for (var i = 0; i < count; i++)
                Differences(list[i], items[i], $"{path}[*]", found);
        }
        else if (!JsonNode.DeepEquals(before, after))
        {
            found.Add(path);
        }
    }

    private static void Flatten(ImmutableSortedDictionary<string, string>.Builder values, string path, JsonNode? value)
    {
        if (value is JsonObject map)
        {
            foreach (var (key, inside) in map)
                Flatten(values, $"{path}.{key}", inside);
        }
        else if (value is JsonValue)
        {
            values[path] = value.ToString();
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };

    private static JsonObject Object(string text, string command)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? throw new EffectException($"pulumi {command} printed no JSON object.");
        }
        catch (JsonException broken)
        {
            throw new EffectException($"pulumi {command} printed something that is no JSON, at line {broken.LineNumber + 1}.", broken);
        }
    }
}
