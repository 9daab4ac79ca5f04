using System.Text.Json;
using System.Text.Json.Nodes;
using Cutover.Engine;
using YamlDotNet.RepresentationModel;

namespace Cutover.App;

/// <summary>
/// Finds an old and a new place that are the same: a line was copied. A night would move something onto itself, and its proofs would
/// compare it with itself.
/// </summary>
internal static class EstateSides
{
    /// <summary>
    /// Adds a problem for each place that has <c>new</c> in its name where another has <c>old</c>, and that leads where that one does.
    /// </summary>
    public static void Compare(YamlMappingNode given, IReadOnlyDictionary<string, object> addresses, EstateProblems problems)
    {
        foreach (var (name, old) in addresses)
        {
            foreach (var twin in Twins(name).Where(addresses.ContainsKey))
            {
                if (IsSame(old, addresses[twin]))
                    problems.Add(
                        given.Children[twin], $"place '{twin}' is the same as '{name}'{Where(old)}; correct the one that was copied.");
            }
        }
    }

    private static IEnumerable<string> Twins(string name)
    {
        var words = name.Split('.');
        return words.Index().Where(word => word.Item == "old")
            .Select(word => string.Join('.', words.Select((each, i) => i == word.Index ? "new" : each)));
    }

    private static bool IsSame(object old, object next) => (old, next) switch
    {
        (ILeadsTo one, ILeadsTo other) => old.GetType() == next.GetType() && one.LeadsTo == other.LeadsTo,
        _ => old.GetType() == next.GetType() && JsonNode.DeepEquals(Json(old), Json(next)),
    };

    private static string Where(object address) => address is ILeadsTo { LeadsTo: var where } ? $", {where}" : "";

    private static JsonNode? Json(object address) => JsonSerializer.SerializeToNode(address, address.GetType(), Engine.Json.Values);
}
