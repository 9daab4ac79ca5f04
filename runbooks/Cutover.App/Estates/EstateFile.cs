using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutover.Engine;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Cutover.App;

/// <summary>An environment's addresses in YAML: <c>environment</c>, then <c>places</c>, each with its address's properties.</summary>
public static class EstateFile
{
    private const int MostBytes = 1024 * 1024;

    /// <summary>Reads the addresses of exactly these places.</summary>
    /// <exception cref="EstateInvalidException">With everything that is wrong, not only the first.</exception>
    public static Estate Load(string path, IReadOnlyCollection<Place> places)
    {
        ArgumentNullException.ThrowIfNull(places);
        var problems = new EstateProblems(path);
        if (Parse(path, problems) is not YamlMappingNode root)
            throw problems.Everything();

        var environment = Environment(root, path, problems);
        var addresses = Addresses(root, places, problems);
        if (problems.Any)
            throw problems.Everything();

        return new Estate(environment, HashOf(environment, addresses), addresses);
    }

    /// <summary>SHA-256 over environment and addresses in canonical JSON, in lower-case hexadecimal: layout does not count.</summary>
    public static string HashOf(string environment, IReadOnlyDictionary<string, object> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var places = addresses.OrderBy(address => address.Key, StringComparer.Ordinal)
            .Select(address => KeyValuePair.Create(address.Key, Sorted(Json(address.Value))));
        var canonical = new JsonObject { ["environment"] = environment, ["places"] = new JsonObject(places) };
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToJsonString())));
    }

    private static YamlNode? Parse(string path, EstateProblems problems)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                return problems.Fail(1, $"the file is larger than {MostBytes} bytes; an estate is a page of addresses.");

            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root
                ? root
                : problems.Fail(1, "it must hold one document with the keys 'environment' and 'places'.");
        }
        catch (YamlException broken)
        {
            return problems.Fail(broken.Start.Line, $"this is not YAML that can be read: {broken.Message.TrimEnd('.')}.");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            var known = Directory.Exists(Path.GetDirectoryName(path)) ? Directory.GetFiles(Path.GetDirectoryName(path)!, "*.yaml") : [];
            var names = string.Join(", ", known.Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
            return problems.Fail(0, $"there is no such estate; there are: {(names.Length > 0 ? names : "none")}.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return problems.Fail(0, $"it cannot be read: {unreadable.Message}");
        }
    }

    private static string Environment(YamlMappingNode root, string path, EstateProblems problems)
    {
        var expected = Path.GetFileNameWithoutExtension(path);
        foreach (var (key, _) in root.Children)
        {
            if (key is not YamlScalarNode { Value: "environment" or "places" })
                problems.Add(key, $"unknown key '{key}'; there are 'environment' and 'places'.");
        }

        if (!root.Children.TryGetValue("environment", out var node))
            problems.Add(root, $"the key 'environment' is missing; write 'environment: {expected}'.");
        else if ((node as YamlScalarNode)?.Value != expected)
            problems.Add(node, $"the environment is '{node}' and the file's name says '{expected}'; make them the same.");

        return expected;
    }

    private static ImmutableSortedDictionary<string, object> Addresses(
        YamlMappingNode root, IReadOnlyCollection<Place> places, EstateProblems problems)
    {
        var addresses = ImmutableSortedDictionary.CreateBuilder<string, object>(StringComparer.Ordinal);
        if (!root.Children.TryGetValue("places", out var node) || node is not YamlMappingNode given)
        {
            problems.Add(node ?? root, $"the key 'places' with an address for each of {Names(places)} is missing.");
            return addresses.ToImmutable();
        }

        foreach (var place in places)
        {
            if (!given.Children.TryGetValue(place.Name, out var address))
                problems.Add(node, $"place '{place.Name}' is missing; the runbook needs its {place.AddressType.Name}.");
            else if (EstateAddress.Read(place, address, problems) is { } value)
                addresses.Add(place.Name, value);
        }

        foreach (var (key, _) in given.Children.Where(child => places.All(place => place.Name != (child.Key as YamlScalarNode)?.Value)))
            problems.Add(key, $"unknown place '{key}'; the runbook names: {Names(places)}.");

        EstateSides.Compare(given, addresses, problems);
        return addresses.ToImmutable();
    }

    private static string Names(IEnumerable<Place> places) =>
        string.Join(", ", places.Select(place => place.Name).Order(StringComparer.Ordinal));

    private static JsonNode? Json(object address) => JsonSerializer.SerializeToNode(address, address.GetType(), Engine.Json.Values);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members
            .OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => KeyValuePair.Create(member.Key, Sorted(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
