using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cutover.Infra;

namespace Cutover.Lab;

/// <summary>The records that the stacks plan, in the lab's zone: brought there by dynamic updates, as far as they differ.</summary>
/// <remarks>
/// The names of the lab's sites are not among them: where they lead is changed by the night itself, before it is behind the edge.
/// </remarks>
internal sealed partial class LabZone(LabEstate estate)
{
    private const string Type = "cloudflare:index/dnsRecord:DnsRecord";

    private string Zone => estate.Dns.Zone;

    /// <exception cref="LabException">A record cannot be one of this zone, or Knot refused it.</exception>
    public async Task RealiseAsync(StackPlan plan, CancellationToken cancellation)
    {
        var planned = Sets(plan.Resources.Where(resource => resource.Type == Type).Select(resource => resource.Inputs), plan.Kind);
        var before = (plan.State?.Resources ?? []).Where(resource => resource.Type == Type);
        var up = Sets(before.Select(resource => resource.Inputs), plan.Kind);
        var script = new StringBuilder();
        foreach (var set in up.Keys.Union(planned.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var data = planned.GetValueOrDefault(set) ?? [];
            if (data.SequenceEqual(up.GetValueOrDefault(set) ?? [], StringComparer.Ordinal))
                continue;

            script.Append(CultureInfo.InvariantCulture, $"del {set}\n");
            var (name, type) = (set.Split(' ')[0], set.Split(' ')[1]);
            var ttl = type == "A" ? estate.Dns.DirectTtl : estate.Dns.Ttl;
            foreach (var value in data)
                script.Append(CultureInfo.InvariantCulture, $"add {name} {ttl} {type} {value}\n");
        }

        if (script.Length > 0)
            await UpdateAsync(plan.Stack, script.ToString(), cancellation);
    }

    /// <summary>Addresses as Knot has them.</summary>
    public async Task RefreshAsync(JsonObject state, CancellationToken cancellation)
    {
        foreach (var resource in (state["deployment"]?["resources"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (resource["type"]?.ToString() != Type || resource["inputs"] is not JsonObject inputs || !IsDirect(inputs)
                || inputs["name"]?.ToString() is not { } name)
                continue;

            var address = await DaemonProbe.AddressOfAsync(estate.Dns.Primary, name, cancellation);
            foreach (var values in (JsonObject?[])[inputs, resource["outputs"] as JsonObject])
                values?["content"] = address;
        }
    }

    /// <summary>Points a name that no edge stands before at another address.</summary>
    public Task PointAsync(string name, string address, CancellationToken cancellation)
    {
        var to = $"{(Domain().IsMatch(name) ? name : throw new LabException($"'{name}' is no name."))}.";
        return UpdateAsync("api", $"del {to} A\nadd {to} {estate.Dns.DirectTtl} A {IPAddress.Parse(address)}\n", cancellation);
    }

    /// <summary>Whether a record is an address that people are given as it is.</summary>
    public static bool IsDirect(JsonObject record) => record["type"]?.ToString() == "A" && !IsProxied(record);

    private async Task UpdateAsync(string stack, string changes, CancellationToken cancellation)
    {
        var server = estate.Dns.Primary;
        var file = Path.Combine(estate.StacksDirectory, $"{stack}.update");
        await File.WriteAllTextAsync(file, $"server {server.Host} {server.Port}\nzone {Zone}.\n{changes}send\n", cancellation);
        await Shell.RunAsync(
            RequiredProgram.PathOf("knsupdate"), ["-v", "-t", "5", "-k", estate.Dns.KeyFile, file], cancellation);
    }

    // By name and type, each with its values in order: what DNS replaces, it replaces by these.
    private SortedDictionary<string, string[]> Sets(IEnumerable<JsonObject> records, string stack) => new(records
        .Select(record => (Set: $"{Name(record)} {record["type"]}", Record: record))
        .Where(found => !estate.Sites.Any(site => found.Set == $"{estate.HostOf(site)}. A"))
        .GroupBy(found => found.Set, StringComparer.Ordinal)
        .ToDictionary(
            set => set.Key,
            set => set.Select(found => Data(found.Record, stack)).Order(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal),
        StringComparer.Ordinal);

    private string Name(JsonObject record) => record["name"]?.ToString() is { } name && Domain().IsMatch(name)
        && (name == Zone || name.EndsWith($".{Zone}", StringComparison.Ordinal))
        ? $"{name}."
        : throw new LabException($"A record is planned at '{record["name"]}', which is no name of {Zone}.");

    /// <summary>What people reach through the edge has the edge's address, whatever stands behind it.</summary>
    private string Data(JsonObject record, string stack)
    {
        var content = record["content"]?.ToString() ?? "";
        var data = record["data"] as JsonObject;
        var value = record["type"]?.ToString() switch
        {
            "A" => stack == "traffic" && IsProxied(record) ? estate.Edge.Address.Host : content,
            "CNAME" => $"{content}.",
            "MX" => $"{record["priority"]} {content}.",
            "TXT" => content,
            "TLSA" => $"{data?["usage"]} {data?["selector"]} {data?["matchingType"]} {data?["certificate"]}",
            "CAA" => $"{data?["flags"]} {data?["tag"]} \"{data?["value"]}\"",
            var other => throw new LabException($"The lab has no form for a record of type {other} at {record["name"]}."),
        };
        return value.Any(char.IsControl)
            ? throw new LabException($"The record at {record["name"]} holds a control character.")
            : value;
    }

    private static bool IsProxied(JsonObject record) => record["proxied"]?.ToString() == "true";

    [GeneratedRegex(@"\A[a-z0-9_-]+(\.[a-z0-9_-]+)*\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Domain();
}
