using System.Globalization;
using System.Text.Json;
using Cutover.Infra;

namespace Cutover.Lab;

/// <summary>The bucket of www's assets: empty at first, behind the Worker that the stacks deploy for such a host.</summary>
internal sealed class BucketConfiguration(LabEstate estate, LabNode node)
{
    /// <summary>How many files besides the stylesheet and the page for missing ones.</summary>
    private const int Others = 18;

    private readonly string _keyId = LabSecrets.Token()[..20];
    private readonly string _secret = LabSecrets.Token();

    public Unit Unit => new(estate.Bucket.Unit, [node.Program, In("bucket.mjs"), In("edge.json")])
    {
        Listens = estate.Bucket.Address,
        IsBackground = true,
    };

    public static string Home(LabEstate estate) => Path.Combine(estate.Directory, "edge", "bucket");

    /// <summary>Its own files, the key, the settings of a push, and what there is to push.</summary>
    public IEnumerable<(string File, string Text)> Files()
    {
        var bucket = estate.Bucket;
        yield return (In("bucket.mjs"), LabScripts.Bucket);
        yield return (In("worker.js"), WorkerText.Compose(null));
        yield return (In("edge.json"), Settings());
        yield return (bucket.Credentials, $"[default]\naws_access_key_id = {_keyId}\naws_secret_access_key = {_secret}\n");
        yield return (bucket.Settings,
            $$"""
            name: www-assets
            directory: {{bucket.Assets}}
            bucket: {{bucket.Name}}
            endpoint: http://{{bucket.Address}}/cdn-cgi/local/r2/s3
            credentials: {{bucket.Credentials}}
            url: {{estate.UrlOf("static")}}
            connectTo: {{estate.Edge.Address}}
            keep: true
            floor: { files: {{Others}}, bytes: 100, sentinel: 404.html }

            """);
        yield return (Path.Combine(bucket.Assets, "404.html"), "<!doctype html><title>404</title><p>There is no such asset.\n");
        yield return (Path.Combine(bucket.Assets, bucket.Stylesheet), "body { max-width: 60em; margin: auto }\n");
        foreach (var name in Enumerable.Range(0, Others).Select(nth => nth.ToString("x8", CultureInfo.InvariantCulture)))
            yield return (Path.Combine(bucket.Assets, $"js/part.{name}.js"), $"part('{name}');\n");
    }

    private string Settings() => JsonSerializer.Serialize(new
    {
        package = node.Miniflare,
        address = estate.Bucket.Address.Host,
        port = estate.Bucket.Address.Port,
        script = In("worker.js"),
        bucket = estate.Bucket.Name,
        keyId = _keyId,
        secret = _secret,
        folder = In("r2"),
        hosts = (string[])[estate.HostOf("static"), estate.Bucket.Address.Host],
        bindings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MODE"] = "new", ["HOST"] = estate.HostOf("static"), ["RETRY_AFTER"] = "5",
        },
    });

    private string In(string name) => Path.Combine(Home(estate), name);
}
