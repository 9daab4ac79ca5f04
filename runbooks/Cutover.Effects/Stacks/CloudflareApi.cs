using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Cutover.Effects;

/// <summary>
/// The little of Cloudflare's API v4 that turns traffic: a Worker's bindings and a record's content
/// (https://developers.cloudflare.com/api, Workers scripts settings and DNS records).
/// </summary>
/// <remarks>Every method throws <see cref="EffectException"/> where the API did not do as asked. The token is in no message.</remarks>
public sealed partial class CloudflareApi : IDisposable
{
    private const int LongestAnswer = 4 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http;
    private readonly string _base;

    /// <param name="api">The API, such as https://api.cloudflare.com/client/v4.</param>
    /// <param name="tokenFile">A file with the API token, which nobody but its owner may read.</param>
    /// <exception cref="EffectException">There is no such file, others may read it, or it holds no token.</exception>
    public CloudflareApi(Uri api, string tokenFile)
    {
        ArgumentNullException.ThrowIfNull(api);
        // The token must not cross a network in the clear.
        if (api.Scheme != Uri.UriSchemeHttps && !api.IsLoopback)
            throw new EffectException($"The API at {api} would be given the token in the clear: use https.");

        _base = api.ToString().TrimEnd('/');
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = LongestAnswer,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(tokenFile));
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A Worker's text bindings, by name; secrets are not among them.</summary>
    public async Task<IReadOnlyDictionary<string, string>> TextsAsync(string account, string script, CancellationToken cancellation) =>
        (await BindingsAsync(account, script, cancellation)).Where(binding => binding["type"]?.ToString() == "plain_text")
        .ToDictionary(binding => binding["name"]!.ToString(), binding => binding["text"]?.ToString() ?? "", StringComparer.Ordinal);

    /// <summary>Changes text bindings of a Worker; all others, secrets among them, are told to stay.</summary>
    public async Task SetTextsAsync(
        string account, string script, IReadOnlyDictionary<string, string> texts, CancellationToken cancellation)
    {
        var bindings = new JsonArray();
        foreach (var name in (await BindingsAsync(account, script, cancellation)).Select(binding => binding["name"]!.ToString()))
        {
            bindings.Add((JsonNode)(texts.TryGetValue(name, out var text)
                ? new JsonObject { ["type"] = "plain_text", ["name"] = name, ["text"] = text }
                : new JsonObject { ["type"] = "inherit", ["name"] = name }));
        }

        var settings = new JsonObject { ["bindings"] = bindings }.ToJsonString();
        using var form = new MultipartFormDataContent { { new StringContent(settings, Encoding.UTF8, "application/json"), "settings" } };
        await SendAsync(HttpMethod.Patch, SettingsOf(account, script), form, cancellation);
    }

    /// <summary>A record's id and content.</summary>
    /// <exception cref="EffectException">There is not exactly one record of that name and type.</exception>
    public async Task<(string Id, string Content)> RecordAsync(string zone, string name, string type, CancellationToken cancellation)
    {
        var path = $"/zones/{Id(zone)}/dns_records?type={Uri.EscapeDataString(type)}&name={Uri.EscapeDataString(name)}";
        var found = await SendAsync(HttpMethod.Get, path, null, cancellation) as JsonArray;
        return found is [JsonObject record] && record["id"] is { } id
            ? (id.ToString(), record["content"]?.ToString() ?? "")
            : throw new EffectException($"{_base} has {found?.Count ?? 0} records {type} at {name}, where one was expected.");
    }

    public Task SetContentAsync(string zone, string id, string content, CancellationToken cancellation)
    {
        var change = JsonContent.Create(new JsonObject { ["content"] = content });
        return SendAsync(HttpMethod.Patch, $"/zones/{Id(zone)}/dns_records/{Id(id)}", change, cancellation);
    }

    private async Task<List<JsonObject>> BindingsAsync(string account, string script, CancellationToken cancellation) =>
        (await SendAsync(HttpMethod.Get, SettingsOf(account, script), null, cancellation))?["bindings"] is JsonArray bindings
            ? [.. bindings.OfType<JsonObject>().Where(binding => binding["name"] is not null)]
            : throw new EffectException($"{_base} says nothing of the bindings of {script}.");

    private static string SettingsOf(string account, string script) => $"/accounts/{Id(account)}/workers/scripts/{Id(script)}/settings";

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        var asked = $"{method} {_base}{path}";
        try
        {
            using var request = new HttpRequestMessage(method, $"{_base}{path}") { Content = content };
            using var answer = await _http.SendAsync(request, cancellation);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellation)) as JsonObject;
            if (answer.IsSuccessStatusCode && body?["success"]?.GetValueKind() == JsonValueKind.True)
                return body["result"];

            var errors = (body?["errors"] as JsonArray ?? []).Select(error => $"{error?["code"]} {error?["message"]}");
            throw new EffectException($"{asked} was refused with {(int)answer.StatusCode}: {string.Join("; ", errors)}.");
        }
        catch (JsonException)
        {
            throw new EffectException($"{asked} was not answered as the API answers: no JSON.");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EffectException($"{asked} had no answer within {Patience.TotalSeconds:0} s; whether it was done is not known.");
        }
        catch (HttpRequestException failure)
        {
            throw new EffectException($"{asked} had no answer: {failure.Message}", failure);
        }
    }

    private static string Token(string file)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!File.Exists(file))
            throw new EffectException($"There is no file {file} with the API token.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
            throw new EffectException($"Others than its owner may read {file}, which holds the API token: chmod 600 {file}.");

        var token = File.ReadAllText(file).Trim();
        return Word().IsMatch(token) ? token : throw new EffectException($"{file} does not hold an API token alone.");
    }

    private static string Id(string id) =>
        Word().IsMatch(id) ? id : throw new EffectException($"'{id}' cannot be the id of anything at Cloudflare.");

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,200}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
