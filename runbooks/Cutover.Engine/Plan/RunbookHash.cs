using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutover.Engine;

/// <summary>What identifies a plan: SHA-256 over canonical JSON of its steps, ordered by id.</summary>
internal sealed record RunbookHash(string Whole, ImmutableSortedDictionary<string, string> Steps, ImmutableArray<Place> Places)
{
    public static RunbookHash Of(
        string id, TimeSpan window, IEnumerable<Step> steps, IReadOnlyDictionary<Step, StepDescription> descriptions)
    {
        var hashes = steps.ToImmutableSortedDictionary(
            step => step.Id,
            step => Sha256(Canonical(Describe(step, descriptions[step]))),
            StringComparer.Ordinal);
        var whole = new JsonObject
        {
            ["runbook"] = id,
            ["window"] = window.ToString("c"),
            ["steps"] = new JsonObject(hashes.Select(hash => KeyValuePair.Create(hash.Key, (JsonNode?)hash.Value))),
        };
        var places = descriptions.Values.SelectMany(description => description.Places).Distinct()
            .OrderBy(place => place.Name, StringComparer.Ordinal);
        return new RunbookHash(Sha256(Canonical(whole)), hashes, [.. places]);
    }

    /// <summary>JSON with the members of every object in ordinal order and no white space.</summary>
    public static string Canonical(JsonNode node) => Sorted(node)!.ToJsonString();

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonObject Describe(Step step, StepDescription description) => new()
    {
        ["id"] = step.Id,
        ["phase"] = step.Phase.ToString(),
        ["back"] = step.IsBack,
        ["verb"] = step.Verb,
        ["effect"] = description.Properties.DeepClone(),
        ["owner"] = step.Owner?.Name,
        ["roles"] = step is GateStep gate ? Names(gate.Roles.Select(role => role.Name)) : null,
        ["votes"] = (step as GateStep)?.Votes,
        ["terms"] = JsonSerializer.SerializeToNode(Ordered(step.Terms), Json.Values),
        ["stays"] = step.Stays,
        ["pointOfNoReturn"] = step.IsPointOfNoReturn,
        ["needs"] = Ids(step.Needs),
        ["seals"] = Ids(step.Seals),
        ["ifBegun"] = Ids(step.IfBegun),
        ["beforeUndo"] = Ids(step.BeforeUndo),
        ["afterUndo"] = Ids(step.AfterUndo),
    };

    private static JsonArray Ids(IEnumerable<Step> steps) => Names(steps.Select(step => step.Id));

    private static JsonArray Names(IEnumerable<string> names) =>
        new([.. names.Order(StringComparer.Ordinal).Select(name => (JsonNode?)name)]);

    /// <summary>What has no order of its own has none in the hash.</summary>
    private static StepTerms Ordered(StepTerms terms) =>
        terms with { Limits = [.. terms.Limits.OrderBy(limit => limit.Name, StringComparer.Ordinal).ThenBy(limit => limit.AtOnce)] };

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
