using System.Globalization;
using System.Text.Json.Nodes;

namespace Cutover.Infra;

/// <summary>Ports as firewalls write them: 22, 26-65535, * or nothing for all.</summary>
internal static class PortRange
{
    public static bool Holds(string? range, int port)
    {
        if (range is null or "" or "*" or "0" or "all")
            return true;

        var ends = range.Split('-', 2);
        return int.TryParse(ends[0], CultureInfo.InvariantCulture, out var from)
            && int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var to)
            && from <= port && port <= to;
    }

    /// <summary>Whether a network is the whole Internet, or so large a part of it that it makes no difference.</summary>
    public static bool IsWorld(string network)
    {
        if (network is "*" or "Internet" or "Any")
            return true;

        var slash = network.LastIndexOf('/');
        return slash > 0 && int.TryParse(network[(slash + 1)..], CultureInfo.InvariantCulture, out var bits) && bits < 8;
    }

    /// <summary>The texts of a list, and of a single value beside it.</summary>
    public static IEnumerable<string> Texts(JsonObject rule, params string[] names) => names.SelectMany(name => rule[name] switch
    {
        JsonArray list => list.Select(item => item?.ToString() ?? ""),
        JsonValue one => [one.ToString()],
        _ => [],
    });

    public static IEnumerable<JsonObject> Rules(PlannedResource resource, string input) =>
        (resource.Inputs[input] as JsonArray ?? []).OfType<JsonObject>();
}
