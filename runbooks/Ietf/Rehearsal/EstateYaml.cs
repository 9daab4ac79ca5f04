using System.Text.Json;
using System.Text.Json.Nodes;
using Cutover.Engine;
using YamlDotNet.Serialization;

namespace Ietf;

/// <summary>Writes an estate's file, in the form that every other environment's file has.</summary>
internal static class EstateYaml
{
    /// <summary>Replaces the file whole.</summary>
    public static void Write(string path, string environment, IReadOnlyDictionary<string, object> addresses)
    {
        var places = addresses.ToDictionary(
            address => address.Key, address => Plain(JsonSerializer.SerializeToNode(address.Value, Json.Values)), StringComparer.Ordinal);
        var text = new SerializerBuilder().Build()
            .Serialize(new Dictionary<string, object?>(StringComparer.Ordinal) { ["environment"] = environment, ["places"] = places });
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject members => members.ToDictionary(member => member.Key, member => Plain(member.Value), StringComparer.Ordinal),
        JsonArray items => items.Select(Plain).ToList(),
        JsonValue value when value.TryGetValue(out long number) => number,
        JsonValue value when value.TryGetValue(out bool flag) => flag,
        _ => node?.ToString(),
    };
}
