using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Cutover.Infra;
using Cutover.Lab;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>
/// A bucket with its S3 API and the Worker that serves it, in Cloudflare's local runtime; nginx before both, whose log says what arrived.
/// </summary>
internal sealed class BucketEdge : IAsyncDisposable
{
    private const string Address = "127.0.0.1";
    private const string Bucket = "cutover-lab-static";
    private const string Host = "static.lab.test";

    private readonly TestFolder _folder = new();
    private readonly string _keyId = "lab" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
    private readonly string _secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
    private int _front;
    private Daemon? _edge;
    private Daemon? _nginx;

    /// <summary>The site's own directory.</summary>
    public string Site => _folder["public"];

    /// <summary>What a person would write: <c>./cutover site push</c> takes it.</summary>
    public string Settings => _folder["site.yaml"];

    public string Secret => _secret;

    public string Credentials => _folder["r2.ini"];

    public string ConnectTo => string.Create(CultureInfo.InvariantCulture, $"{Address}:{_front}");

    public Uri Url { get; } = new($"http://{Host}");

    public string Endpoint => $"http://{ConnectTo}/cdn-cgi/local/r2/s3";

    public static async Task<BucketEdge> StartAsync(string? redirects = null)
    {
        await LabRequirements.EnsureAsync(_ => { }, CancellationToken.None);
        var made = new BucketEdge();
        try
        {
            await made.UpAsync(redirects);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the settings; the floor is what the test says.</summary>
    public void Write(int files = 1, string name = "static", string more = "") => _folder.Write("site.yaml", $$"""
        name: {{name}}
        directory: ./public
        bucket: {{Bucket}}
        endpoint: {{Endpoint}}
        credentials: ./r2.ini
        url: {{Url}}
        connectTo: {{ConnectTo}}
        floor: { files: {{files}}, bytes: 1, sentinel: index.html }
        {{more}}
        """);

    /// <summary>The requests that arrived so far: method and path, as nginx logged them.</summary>
    public async Task<IReadOnlyList<string>> LogAsync()
    {
        // nginx writes a request's line when it ends, which may be after its client has the answer.
        await Task.Delay(200);
        return File.ReadAllLines(_folder["access.log"]);
    }

    /// <summary>The objects that were written since a line of the log.</summary>
    public async Task<IReadOnlyList<string>> PutSinceAsync(int line) =>
        [.. (await LogAsync()).Skip(line).Where(request => request.StartsWith("PUT ", StringComparison.Ordinal))
            .Select(request => Uri.UnescapeDataString(request.Split(' ')[1].Split('?')[0].Split($"/{Bucket}/")[1]))
            .Where(key => !key.StartsWith(".cutover/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        _nginx?.Dispose();
        _edge?.Dispose();
        _folder.Dispose();
        await Task.CompletedTask;
    }

    private async Task UpAsync(string? redirects)
    {
        var (node, package) = await NpmPrograms.MiniflareAsync(CancellationToken.None);
        _front = Daemon.FreePort(Address);
        var port = Daemon.FreePort(Address);
        Directory.CreateDirectory(Site);
        TestFolder.Allow(_folder.Write("r2.ini", $"[default]\naws_access_key_id = {_keyId}\naws_secret_access_key = {_secret}\n"),
            UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var settings = _folder.Write("edge.json", JsonSerializer.Serialize(new
        {
            package, address = Address, port, script = _folder.Write("worker.js", WorkerText.Compose(redirects)), bucket = Bucket,
            keyId = _keyId, secret = _secret, folder = _folder["r2"], hosts = (string[])[Host, Address],
            bindings = new Dictionary<string, string>(StringComparer.Ordinal) { ["MODE"] = "new", ["HOST"] = Host, ["RETRY_AFTER"] = "5" },
        }));
        _edge = await Daemon.StartAsync(Address, port, node, _folder.Write("bucket.mjs", LabScripts.Bucket), settings);
        Directory.CreateDirectory(_folder["tmp"]);
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"])
            .Select(kind => $"{kind}_temp_path {_folder["tmp"]}/{kind};\n"));
        _folder.Write("nginx.conf", $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{_folder["nginx.pid"]}};
            error_log {{_folder["error.log"]}} warn;
            events { worker_connections 1024; }
            http {
              log_format plain '$request_method $request_uri $status $request_length';
              access_log {{_folder["access.log"]}} plain;
              {{temporary}}
              client_max_body_size 0;
              upstream edge { server {{Address}}:{{port}}; keepalive 32; }
              server {
                listen {{ConnectTo}};
                location / {
                  proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host;
                  proxy_pass http://edge; proxy_read_timeout 60s;
                }
              }
            }
            """);
        _nginx = await Daemon.StartAsync(Address, _front, "nginx", "-e", "stderr", "-p", _folder.Path, "-c", _folder["nginx.conf"]);
    }
}
