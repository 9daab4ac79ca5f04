using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Cutover.Rehearsals;

/// <summary>What the Worker answers for a site of files, asked of the very script that is deployed.</summary>
public sealed class SiteServingTests
{
    private const string Redirects = """
        export function answer(request) {
          return new URL(request.url).pathname === "/old" ? new Response(null, { status: 301, headers: { Location: "/new" } }) : null;
        }
        """;

    [Fact]
    public async Task Index_extensionless_names_404_conditions_and_ranges()
    {
        await using var edge = await BucketEdge.StartAsync(Redirects);
        foreach (var (name, text) in ((string, string)[])[("index.html", "home"), ("404.html", "lost"), ("a/index.html", "in a"),
            ("a/b.html", "b"), ("plain", "0123456789"), ("ü 100%.txt", "odd"), ("both.html", "page"), ("both/index.html", "folder")])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(edge.Site, name))!);
            await File.WriteAllTextAsync(Path.Combine(edge.Site, name), text);
        }

        edge.Write();
        await SiteProcess.DoneAsync("push", edge.Settings);
        await SiteProcess.DoneAsync("check", edge.Settings);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        async Task<string> Ask(string target, Action<HttpRequestMessage>? with = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{edge.ConnectTo}{target}");
            request.Headers.Host = edge.Url.Host;
            with?.Invoke(request);
            using var answer = await client.SendAsync(request);
            var more = answer.Headers.Location?.OriginalString ?? answer.Content.Headers.ContentRange?.ToString() ?? "";
            return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()} {more}".TrimEnd(' ');
        }

        Assert.Equal("200 home", await Ask("/"));
        Assert.Equal("200 in a", await Ask("/a/"));
        Assert.Equal("301  http://static.lab.test/a/?x=1", await Ask("/a?x=1"));
        Assert.Equal("200 b", await Ask("/a/b"));
        Assert.Equal("200 page", await Ask("/both"));
        Assert.Equal("200 folder", await Ask("/both/"));
        Assert.Equal("200 odd", await Ask("/%C3%BC%20100%25.txt"));
        Assert.Equal("301  /new", await Ask("/old"));
        string[] nothings =
        [
            "/no", "/a%2Fb", "/A/b", "/.cutover/manifest.json", "/%2ecutover/manifest.json", "/%ff", "/plain/", "/" + new string('x', 3000),
        ];
        foreach (var nothing in nothings)
            Assert.Equal("404 lost", await Ask(nothing));

        Assert.Equal("206 234 bytes 2-4/10", await Ask("/plain", request => request.Headers.Range = new RangeHeaderValue(2, 4)));
        Assert.Equal("206 89 bytes 8-9/10", await Ask("/plain", request => request.Headers.Range = new RangeHeaderValue(null, 2)));
        // R2 refuses a range beyond the end, the local runtime gives the whole; a reader can live with either.
        Assert.Contains(await Ask("/plain", request => request.Headers.Range = new RangeHeaderValue(20, 30)),
            (string[])["416 The file ends before that.\n", "200 0123456789"]);
        Assert.Equal("200 0123456789", await Ask("/plain", request =>
        {
            request.Headers.Range = new RangeHeaderValue(2, 4);
            request.Headers.IfRange = new RangeConditionHeaderValue("\"another\"");
        }));
        const string Md5 = "\"781e5e245d69b566979b86e28d23f2c7\"";
        Assert.Equal("304", await Ask("/plain", request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(Md5))));
        Assert.Equal("412", await Ask("/plain", request => request.Headers.IfMatch.Add(new EntityTagHeaderValue("\"another\""))));
        Assert.Equal("405 Files are read here, with GET or HEAD.\n", await Ask("/plain", request => request.Method = HttpMethod.Post));

        using var head = new HttpRequestMessage(HttpMethod.Head, $"http://{edge.ConnectTo}/plain");
        head.Headers.Host = edge.Url.Host;
        using var seen = await client.SendAsync(head);
        Assert.Equal((HttpStatusCode.OK, "10", "text/plain; charset=utf-8"), (seen.StatusCode,
            seen.Content.Headers.ContentLength?.ToString(CultureInfo.InvariantCulture), seen.Content.Headers.ContentType?.ToString()));
    }
}
