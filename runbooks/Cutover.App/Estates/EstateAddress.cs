using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Cutover.Engine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cutover.App;

/// <summary>Reads one place's address as the type that the runbook wants, and says of every property what is wrong with it.</summary>
internal sealed class EstateAddress
{
    private readonly string _place;
    private readonly EstateProblems _problems;
    private bool _sound = true;

    private EstateAddress(string place, EstateProblems problems)
    {
        _place = place;
        _problems = problems;
    }

    /// <summary>The address, or null where there were problems.</summary>
    public static object? Read(Place place, YamlNode node, EstateProblems problems)
    {
        var reader = new EstateAddress($"place '{place.Name}'", problems);
        var json = reader.Convert(node, place.AddressType, "");
        if (!reader._sound)
            return null;

        try
        {
            return json.Deserialize(place.AddressType, Json.Values);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException or NotSupportedException)
        {
            problems.Add(node, $"place '{place.Name}' is no {place.AddressType.Name}: {wrong.Message}");
            return null;
        }
    }

    private JsonNode? Convert(YamlNode node, Type type, string path)
    {
        var info = Json.Values.GetTypeInfo(type);
        return (info.Kind, node) switch
        {
            (JsonTypeInfoKind.Object, YamlMappingNode mapping) => Members(mapping, info, path),
            (JsonTypeInfoKind.Enumerable, YamlSequenceNode items) =>
                new JsonArray([.. items.Select((item, i) => Convert(item, info.ElementType!, Item(path, i)))]),
            (JsonTypeInfoKind.Dictionary, YamlMappingNode entries) =>
                new JsonObject(entries.Select(entry => Entry(entry.Key.ToString(), entry.Value, info.ElementType!, path))),
            (JsonTypeInfoKind.None, YamlScalarNode scalar) => Scalar(scalar, type, path),
            _ => Wrong(node, path, Kind(info)),
        };
    }

    private KeyValuePair<string, JsonNode?> Entry(string key, YamlNode value, Type type, string path) =>
        KeyValuePair.Create(key, Convert(value, type, Join(path, key)));

    private static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private JsonObject Members(YamlMappingNode mapping, JsonTypeInfo info, string path)
    {
        var known = info.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null).ToList();
        var names = string.Join(", ", known.Select(property => property.Name));
        var members = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (known.Find(property => property.Name == key.ToString()) is { } property)
                members[property.Name] = Member(property, value, Join(path, property.Name));
            else
                Problem(key, $"{_place} has the unknown property '{Join(path, key.ToString())}'; a {info.Type.Name} has: {names}.");
        }

        foreach (var property in known.Where(property => IsNeeded(property) && !mapping.Children.ContainsKey(property.Name)))
            Problem(mapping, $"{_place} has no '{Join(path, property.Name)}'; a {info.Type.Name} needs it.");

        return members;
    }

    /// <summary>What is needed and holds nothing would have a check look at nothing and find all of it right.</summary>
    private JsonNode? Member(JsonPropertyInfo property, YamlNode value, string path)
    {
        var isList = Json.Values.GetTypeInfo(property.PropertyType).Kind is JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary;
        if (isList && IsNeeded(property) && (value is YamlSequenceNode { Children.Count: 0 } or YamlMappingNode { Children.Count: 0 }))
            Problem(value, $"{_place}, property '{path}', is empty; expected at least one item.");

        return Convert(value, property.PropertyType, path);
    }

    private static bool IsNeeded(JsonPropertyInfo property) => property.AssociatedParameter is { } parameter
        ? !parameter.HasDefaultValue && !parameter.IsNullable
        : property.IsRequired;

    private JsonNode? Scalar(YamlScalarNode scalar, Type type, string path)
    {
        var text = scalar.Value ?? "";
        var json = IsTaken(JsonValue.Create(text), type) ? JsonValue.Create(text) : scalar.Style == ScalarStyle.Plain ? Bare(text) : null;
        return json is not null && IsTaken(json, type) ? json : Wrong(scalar, path, Kind(Nullable.GetUnderlyingType(type) ?? type));
    }

    private static JsonNode? Bare(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsTaken(JsonNode json, Type type)
    {
        try
        {
            // Numbers may not be written as strings, although the journal's reader would take them.
            return (json.GetValueKind() != JsonValueKind.String || !IsNumber(type)) && json.Deserialize(type, Json.Values) is not null;
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or ArgumentException)
        {
            return false;
        }
    }

    private static bool IsNumber(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: false, IsPrimitive: true };

    private static string Kind(JsonTypeInfo info) => info.Kind switch
    {
        JsonTypeInfoKind.Object => $"the properties of a {info.Type.Name}",
        JsonTypeInfoKind.Enumerable => "a list",
        JsonTypeInfoKind.Dictionary => "a map of names to values",
        _ => Kind(Nullable.GetUnderlyingType(info.Type) ?? info.Type),
    };

    private static string Kind(Type type) =>
        type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a duration such as 00:00:10"
        : type == typeof(Uri) ? "a URL"
        : type == typeof(string) ? "text"
        : type == typeof(double) || type == typeof(decimal) || type == typeof(float) ? "a number"
        : type.IsPrimitive ? "a whole number in its range"
        : $"a {type.Name}";

    private JsonNode? Wrong(YamlNode node, string path, string expected)
    {
        var seen = node is YamlScalarNode scalar ? $"'{scalar.Value}'" : node is YamlMappingNode ? "a map" : "a list";
        Problem(node, $"{_place}{(path.Length > 0 ? $", property '{path}'," : "")} is {seen}; expected {expected}.");
        return null;
    }

    private void Problem(YamlNode node, string sentence)
    {
        _sound = false;
        _problems.Add(node, sentence);
    }

    private static string Join(string path, string name) => path.Length > 0 ? $"{path}.{name}" : name;
}
