using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>What differs between a resource as it is wanted and as the last state has it.</summary>
internal sealed class ResourceDiff(KnownTypes types)
{
    /// <summary>Inputs that a bridged provider has filled in by itself.</summary>
    private const string Defaults = "__defaults";

    /// <summary>Null when nothing differs.</summary>
    public ResourceChange? Compare(PlannedResource wanted, StateResource? before)
    {
        if (before is null)
        {
            var all = wanted.Inputs.Select(input => new PropertyChange(input.Key, null, Json(input.Value), ForcesReplacement: false));
            return new ResourceChange(ChangeKind.Create, wanted.Type, wanted.Name, [.. all]) { IsProtected = wanted.IsProtected };
        }

        var differences = new List<PropertyChange>();
        Walk(wanted, "", "", before.Inputs, wanted.Inputs, differences);
        return differences.Count == 0
            ? null
            : new ResourceChange(Kind(wanted.Type, differences), wanted.Type, wanted.Name, [.. differences])
            {
                IsProtected = before.IsProtected,
            };
    }

    public static ResourceChange Gone(StateResource before) =>
        new(ChangeKind.Delete, before.Type, before.Name, []) { IsProtected = before.IsProtected };

    public static string? Json(JsonNode? value) => StackState.IsSecret(value) ? $"\"{Unknowns.SecretWord}]\"" : value?.ToJsonString(Plain);

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private ChangeKind Kind(string type, List<PropertyChange> differences)
    {
        if (differences.Any(difference => difference.ForcesReplacement))
            return ChangeKind.Replace;

        // Where the schema does not say which changes replace, only the type's own top-level inputs are at stake.
        return differences.Any(difference => types.ForcesReplacement(type, Top(difference.Path)) is null)
            ? ChangeKind.MayReplace
            : ChangeKind.Update;
    }

    private void Walk(PlannedResource resource, string path, string pattern, JsonNode? before, JsonNode? after, List<PropertyChange> found)
    {
        if (resource.Ignored.Contains(pattern, StringComparer.Ordinal))
            return;
        if (before is JsonObject old && after is JsonObject now && !StackState.IsSecret(old))
        {
            foreach (var key in Keys(old, now))
                Walk(resource, Join(path, key), Join(pattern, key), old[key], now[key], found);
        }
        else if (before is JsonArray { Count: var count } list && after is JsonArray items && count == items.Count)
        {
            for (var i = 0; i < count; i++)
                Walk(resource, $"{path}[{i}]", $"{pattern}[*]", list[i], items[i], found);
        }
        else if (!Same(before, after))
        {
            found.Add(new PropertyChange(path, Json(before), Json(after), types.ForcesReplacement(resource.Type, Top(path)) == true));
        }
    }

    // What the provider filled in is not the program's to take away.
    private static IEnumerable<string> Keys(JsonObject old, JsonObject now)
    {
        var filled = (old[Defaults] as JsonArray ?? []).Select(name => name!.ToString()).ToHashSet(StringComparer.Ordinal);
        return old.Select(entry => entry.Key).Union(now.Select(entry => entry.Key), StringComparer.Ordinal)
            .Where(key => key != Defaults && (now.ContainsKey(key) || !filled.Contains(key)))
            .Order(StringComparer.Ordinal);
    }

    // A secret cannot be compared without the key that it is encrypted with.
    private static bool Same(JsonNode? before, JsonNode? after) => StackState.IsSecret(before)
        ? after?.ToJsonString().Contains(Unknowns.SecretWord, StringComparison.Ordinal) == true
        : JsonNode.DeepEquals(Number(before), Number(after));

    // 60 and 60.0 are one number.
    private static JsonNode? Number(JsonNode? node) => JsonValues.Number(node) is { } number ? JsonValues.ToJson(number) : node;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static string Top(string path) => path.Split('.', '[')[0];
}
