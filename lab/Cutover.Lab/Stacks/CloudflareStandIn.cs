using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutover.Lab;

/// <summary>
/// Stands in for Cloudflare's API v4, as far as it turns traffic, in front of the lab's edge and Knot: the settings of a Worker's script
/// and the records of the zone. What it has is what was last brought up and what it was told since.
/// </summary>
public sealed partial class CloudflareStandIn : IAsyncDisposable
{
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";

    private readonly LabEstate _estate;
    private readonly LabModes _edge;
    private readonly LabZone _zone;
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, JsonObject> _changed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    /// <summary>Listens from now on.</summary>
    /// <param name="estate">The lab, which is up, with its stacks.</param>
    public CloudflareStandIn(LabEstate estate)
    {
        ArgumentNullException.ThrowIfNull(estate);
        (_estate, _edge, _zone) = (estate, new LabModes(estate.Edge), new LabZone(estate));
        _listener.Prefixes.Add($"http://{estate.EdgeApi}/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Api => new($"http://{_estate.EdgeApi}/client/v4");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Close();
        await _serving;
        _stop.Dispose();
    }

    // One after the other: nobody asks it much.
    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception over) when (over is HttpListenerException or ObjectDisposedException or IOException)
            {
                // It was stopped, or the client went away.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (status, result, code, message) = await SafelyAsync(context.Request);
        var body = new JsonObject
        {
            ["success"] = code == 0,
            ["errors"] = code == 0 ? [] : new JsonArray(new JsonObject { ["code"] = code, ["message"] = message }),
            ["messages"] = new JsonArray(),
            ["result"] = result,
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), _stop.Token);
        context.Response.Close();
    }

    private async Task<(int Status, JsonNode? Result, int Code, string Message)> SafelyAsync(HttpListenerRequest request)
    {
        if (request.Headers["Authorization"] != $"Bearer {(await File.ReadAllTextAsync(_estate.EdgeApiTokenFile, _stop.Token)).Trim()}")
            return (403, null, 10000, "Authentication error");

        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(_stop.Token);
        var path = request.Url!.AbsolutePath;
        if (Script().Match(path) is { Success: true } script)
        {
            return Find(PlannedWorker.Type, worker => worker["scriptName"]?.ToString() == script.Groups["name"].Value
                    && worker["accountId"]?.ToString() == script.Groups["account"].Value) is var (id, worker)
                ? (200, Settings(request.HttpMethod == "PATCH" ? Patched(id, worker, body) : worker), 0, "")
                : (404, null, 10007, "This Worker does not exist on your account.");
        }

        if (Records().Match(path) is not { Success: true } records)
            return (404, null, 7003, "Could not route to the path.");

        return request.HttpMethod == "PATCH"
            ? await PatchRecordAsync(records.Groups["id"].Value, body)
            : (200, await ListAsync(request.QueryString["name"], request.QueryString["type"]), 0, "");
    }

    private JsonObject Settings(JsonObject worker) => new()
    {
        ["bindings"] = new JsonArray([.. (worker["bindings"] as JsonArray ?? []).Select(binding => Shown(worker, binding!))]),
    };

    // A secret's text is told to nobody.
    private JsonObject Shown(JsonObject worker, JsonNode binding)
    {
        var (type, name) = (binding["type"]!.ToString(), binding["name"]!.ToString());
        var shown = new JsonObject { ["type"] = type, ["name"] = name };
        if (type == "plain_text")
        {
            shown["text"] = name == "MODE" && PlannedWorker.SiteOf(_estate, worker) is { } site
                ? _edge.Of(site)
                : binding["text"]?.ToString();
        }

        return shown;
    }

    // Bindings that are not named again are gone; those that are inherited stay as they were.
    private JsonObject Patched(string id, JsonObject worker, string form)
    {
        var settings = JsonNode.Parse(Part().Match(form).Groups["json"].Value)!;
        var bindings = settings["bindings"]!.AsArray().Select(binding => binding!["type"]!.ToString() == "inherit"
            ? PlannedWorker.Binding(worker, binding["name"]!.ToString())!.DeepClone()
            : binding.DeepClone());
        var next = (JsonObject)worker.DeepClone();
        next["bindings"] = new JsonArray([.. bindings]);
        if (PlannedWorker.SiteOf(_estate, next) is { } site && PlannedWorker.Text(next, "MODE") is { } mode)
            _edge.Set(site, mode);
        return _changed[id] = next;
    }

    private async Task<JsonArray> ListAsync(string? name, string? type)
    {
        var found = new JsonArray();
        foreach (var (id, record) in All(Record).Where(found => found.Inputs["name"]?.ToString() == name
            && found.Inputs["type"]?.ToString() == type))
        {
            var content = LabZone.IsDirect(record)
                ? await DaemonProbe.AddressOfAsync(_estate.Dns.Primary, name!, _stop.Token)
                : record["content"]?.ToString();
            found.Add((JsonNode)new JsonObject { ["id"] = id, ["name"] = name, ["type"] = type, ["content"] = content });
        }

        return found;
    }

    private async Task<(int Status, JsonNode? Result, int Code, string Message)> PatchRecordAsync(string id, string body)
    {
        if (All(Record).FirstOrDefault(found => found.Id == id) is not { Inputs: { } record })
            return (404, null, 81044, "Record does not exist.");

        var next = (JsonObject)record.DeepClone();
        next["content"] = JsonNode.Parse(body)!["content"]!.ToString();
        if (LabZone.IsDirect(next))
            await _zone.PointAsync(next["name"]!.ToString(), next["content"]!.ToString(), _stop.Token);
        _changed[id] = next;
        return (200, new JsonObject { ["id"] = id, ["content"] = next["content"]!.DeepClone() }, 0, "");
    }

    private (string Id, JsonObject Inputs)? Find(string type, Func<JsonObject, bool> isIt) =>
        All(type).Where(found => isIt(found.Inputs)).Select(found => ((string, JsonObject)?)found).FirstOrDefault();

    private IEnumerable<(string Id, JsonObject Inputs)> All(string type) =>
        from file in Directory.EnumerateFiles(_estate.StacksDirectory, "*-*.json")
        from resource in JsonNode.Parse(File.ReadAllText(file))?["deployment"]?["resources"] as JsonArray ?? []
        where resource["type"]?.ToString() == type
        let id = resource["id"]!.ToString()
        select (id, _changed.GetValueOrDefault(id) ?? (JsonObject)resource["inputs"]!);

    [GeneratedRegex(@"\A/client/v4/accounts/(?<account>[^/]+)/workers/scripts/(?<name>[^/]+)/settings\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Script();

    [GeneratedRegex(@"\A/client/v4/zones/[^/]+/dns_records(/(?<id>[^/]+))?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Records();

    [GeneratedRegex("name=\"?settings\"?.*?\r\n\r\n(?<json>.*?)\r\n--",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Part();
}
