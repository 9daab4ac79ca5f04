using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>Values as Pulumi hands them to mocks, and as JSON has them.</summary>
internal static class JsonValues
{
    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => text,
        bool flag => flag,
        double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => (long)number,
        double number => number,
        int number => number,
        IDictionary map => new JsonObject(Entries(map)),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        _ => value.ToString(),
    };

    /// <summary>As a mock answers: dictionaries, arrays, text, numbers.</summary>
    public static object? FromJson(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => map.ToDictionary(entry => entry.Key, entry => FromJson(entry.Value)!, StringComparer.Ordinal),
        JsonArray list => list.Select(FromJson).ToArray(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True or JsonValueKind.False => value.GetValue<bool>(),
        JsonValue value when Number(value) is { } number => number,
        JsonValue value => value.ToString(),
        _ => null,
    };

    /// <summary>The number that a value is, however it is kept; null when it is none.</summary>
    public static double? Number(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number
        ? double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)
        : null;

    /// <summary>The object without entries that are null, at any depth, and its entries in order.</summary>
    public static JsonNode? Tidy(JsonNode? node) => node switch
    {
        JsonObject map => new JsonObject(map.Where(entry => entry.Value is not null)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, Tidy(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Tidy)]),
        _ => node?.DeepClone(),
    };

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Entries(IDictionary map)
    {
        foreach (DictionaryEntry entry in map)
            yield return KeyValuePair.Create((string)entry.Key, ToJson(entry.Value));
    }
}
