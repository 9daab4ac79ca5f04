using System.Net;
using System.Net.Sockets;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>A limit that refuses what is long, planted in a front, in an application, and where no application is.</summary>
public sealed class UploadTests : IDisposable
{
    private const int Large = 3_000_000;
    private const int Limit = 2_500_000;

    private readonly HttpListener _site = new();
    private readonly Scene _scene = new();
    private readonly TestFolder _folder = new();

    public void Dispose()
    {
        _site.Close();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_an_application_refuses_alike_whatever_its_length_is_no_limit()
    {
        var finding = await AskAsync(_ => (400, "application/json"));

        Assert.True(finding.Verdict == Verdict.Done, finding.Why);
        Assert.EndsWith("was answered 400 application/json, as it is with a single byte", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(413, "text/html", "was answered 413, too large: raise the limit of the front or the application")]
    [InlineData(400, "text/html", "was answered 400 text/html, and with a single byte 400 application/json: raise the application's limit")]
    [InlineData(502, "text/html", "was answered 502")]
    [InlineData(404, "text/html", "was answered 404: no application takes uploads there")]
    [InlineData(405, "text/html", "was answered 405: no application takes uploads there")]
    public async Task What_is_refused_for_its_length_or_reaches_nobody_is_named(int status, string type, string sentence)
    {
        var finding = await AskAsync(length => length > Limit ? (status, type) : (400, "application/json"));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.EndsWith(sentence, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_the_estate_does_not_have_is_asked_for()
    {
        var finding = await AskAsync(_ => (400, "application/json"), key: "X-Other-Key");

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains("no file with the secret header X-Other-Key", finding.Why, StringComparison.Ordinal);
    }

    private async Task<Finding<HttpSeen>> AskAsync(Func<long, (int Status, string Type)> answer, string key = "X-Key")
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        _site.Prefixes.Add($"{url}/");
        _site.Start();
        _ = ServeAsync(answer);
        var site = new SiteAddress
        {
            Url = url,
            SecretHeaderFiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["X-Key"] = _folder.Write("key", "s3cret\n"),
            },
        };
        return await _scene.ProbeAsync(
            Http.TakesUploads(_scene.Place("site", site), "/import/", Large)
            with { MediaType = "application/json", SecretHeaders = [key] });
    }

    private async Task ServeAsync(Func<long, (int Status, string Type)> answer)
    {
        try
        {
            while (true)
            {
                var asked = await _site.GetContextAsync();
                var body = new MemoryStream();
                await asked.Request.InputStream.CopyToAsync(body);
                var (status, type) = asked.Request.Headers["X-Key"] == "s3cret" && asked.Request.ContentType == "application/json"
                    ? answer(body.Length) : (403, "text/plain");
                (asked.Response.StatusCode, asked.Response.ContentType) = (status, type);
                asked.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
