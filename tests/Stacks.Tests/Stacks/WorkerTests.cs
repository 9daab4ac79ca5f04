using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cutover.Infra;

namespace Stacks.Tests;

/// <summary>The Worker as JavaScript: what it answers in each mode, asked in Node with a fetch that says where a request went.</summary>
public sealed class WorkerTests
{
    private const string Redirects = """
        const gone = new Set(["/old"]);
        export function answer(request) {
          return gone.has(new URL(request.url).pathname) ? new Response(null, { status: 301, headers: { Location: "/new" } }) : null;
        }
        """;

    private const string Driver = """
        import worker from "./worker.mjs";
        globalThis.fetch = async (request, options) => new Response(`to ${options.cf.resolveOverride} ${request.method}`);
        const asked = JSON.parse(await new Response(process.stdin).text());
        const env = { HOST: "www.example.org", RETRY_AFTER: "300", STATUS_PAGE: "https://status.example.org", TESTER_TOKEN: "t0ken",
          ORIGIN_OLD: "old", ORIGIN_READ_ONLY: "ro", ORIGIN_NEW: "new" };
        const answers = [];
        for (const { mode, method, url, headers, withOrigin } of asked) {
          const origin = withOrigin ? {} : { ORIGIN_NEW: "" };
          const answer = await worker.fetch(new Request(url, { method, headers }), { ...env, ...origin, MODE: mode });
          answers.push({ status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() });
        }
        console.log(JSON.stringify(answers));
        """;

    [Theory]
    [InlineData("old", "GET", "to old GET")]
    [InlineData("old", "POST", "to old POST")]
    [InlineData("read-only", "GET", "to ro GET")]
    [InlineData("read-only", "POST", "503")]
    [InlineData("testers", "GET", "to ro GET")]
    [InlineData("testers", "PUT", "503")]
    [InlineData("new", "DELETE", "to new DELETE")]
    [InlineData("maintenance", "GET", "503")]
    [InlineData("a word of the future", "GET", "503")]
    public async Task A_request_goes_where_the_mode_says(string mode, string method, string expected)
    {
        var answer = await AskAsync(mode, method, "/page");
        Assert.Equal(expected, answer.Status == 503 ? "503" : answer.Body);
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("HEAD", "/id/draft.txt")]
    [InlineData("POST", "/api/email/")]
    [InlineData("PUT", "/")]
    [InlineData("DELETE", "/old")]
    [InlineData("OPTIONS", "/health/nginx")]
    [InlineData("PROPFIND", "/")]
    public async Task Maintenance_is_503_with_retry_after_for_every_method_and_path(string method, string path)
    {
        var answer = await AskAsync("maintenance", method, path);
        Assert.Equal(503, answer.Status);
        Assert.Equal("300", answer.Header("retry-after"));
        Assert.Equal("no-store", answer.Header("cache-control"));
        Assert.Equal(path.StartsWith("/api/", StringComparison.Ordinal) ? "application/json"
            : "text/html; charset=utf-8", answer.Header("content-type"));
    }

    [Theory]
    [InlineData("X-Cutover-Tester", "t0ken", "to new POST")]
    [InlineData("Cookie", "a=b; X-Cutover-Tester=t0ken", "to new POST")]
    [InlineData("X-Cutover-Tester", "guess", "")]
    [InlineData("Cookie", "X-Cutover-Tester=t0ken2", "")]
    public async Task A_tester_shows_the_token(string header, string value, string expected)
    {
        var answer = await AskAsync("testers", "POST", "/page", (header, value));
        Assert.Equal(expected, answer.Status == 503 ? "" : answer.Body);
    }

    [Theory]
    [InlineData("old", "GET", "", "to old GET")]
    [InlineData("old", "POST", "", "to old POST")]
    [InlineData("old", "GET", "X-Cutover-Tester", "to old GET")]
    [InlineData("read-only", "GET", "", "to ro GET")]
    [InlineData("read-only", "POST", "", "503")]
    [InlineData("testers", "GET", "", "to ro GET")]
    [InlineData("testers", "GET", "X-Cutover-Tester", "301")]
    [InlineData("new", "GET", "", "301")]
    [InlineData("new", "POST", "", "301")]
    [InlineData("maintenance", "GET", "", "503")]
    [InlineData("old", "GET", "X-Cutover-Links", "301")]
    [InlineData("maintenance", "GET", "X-Cutover-Links", "301")]
    public async Task An_old_address_is_answered_at_the_edge_for_whoever_is_sent_to_the_new_side(
        string mode, string method, string shows, string expected)
    {
        var answer = await (shows.Length == 0 ? AskAsync(mode, method, "/old") : AskAsync(mode, method, "/old", (shows, "t0ken")));
        Assert.Equal(expected, answer.Status == 200 ? answer.Body : $"{answer.Status}");
        Assert.Equal(answer.Status == 301 ? "/new" : null, answer.Header("location"));
    }

    [Theory]
    [InlineData("testers", "t0ken", "new")]
    [InlineData("read-only", "t0ken", "read-only")]
    [InlineData("testers", "guess", null)]
    public async Task Only_a_tester_is_told_which_side_answered(string mode, string token, string? side) =>
        Assert.Equal(side, (await AskAsync(mode, "GET", "/page", ("X-Cutover-Tester", token))).Header("x-cutover-side"));

    [Theory]
    [InlineData("t0ken", "/page", 404)]
    [InlineData("guess", "/page", 200)]
    [InlineData("guess", "/old", 200)]
    [InlineData("", "/old", 200)]
    public async Task Who_asks_for_links_alone_gets_nothing_else_and_needs_the_token(string token, string path, int status) =>
        Assert.Equal(status, (await AskAsync("old", "GET", path, ("X-Cutover-Links", token))).Status);

    [Fact]
    public async Task Fronts_say_their_mode() => Assert.Equal("read-only\n", (await AskAsync("read-only", "GET", "/.cutover/mode")).Body);

    [Theory]
    [InlineData("tools-worker", "https://tools.ietf.org/html/rfc2119", "https://www.rfc-editor.org/rfc/rfc2119.html")]
    [InlineData("www-worker", "https://www.ietf.org/mailman/listinfo/ietf", "https://mailman.ietf.org/mailman/listinfo/ietf")]
    public async Task The_worker_of_the_stack_knows_the_old_host_s_redirects(string worker, string url, string location)
    {
        var script = (await Clouds.PlanAsync("production")).Of("cloudflare:index/workersScript:WorkersScript")
            .Single(found => found.Resource.Name == worker).Resource.Text("content")!;
        var answer = await AskAsync(script, "new", "GET", url);
        Assert.Equal(location, answer.Header("location"));
        Assert.Equal(
            404, (await AskAsync(script, "new", "GET", url.Split('/')[2] == "tools.ietf.org" ? "https://tools.ietf.org/gone"
                : "https://x/", withOrigin: false)).Status);
    }

    [Theory]
    [InlineData("import x from \"y\";\nexport function answer(request) { return null; }")]
    [InlineData("export function answer(request) { return null; }\nexport const more = 1;")]
    [InlineData("export default {};")]
    public void A_module_that_exports_something_else_is_refused(string module) =>
        Assert.Contains("exports exactly one thing", Assert.Throws<FormatException>(() => WorkerText.Compose(module)).Message,
            StringComparison.Ordinal);

    private static Task<Answer> AskAsync(string mode, string method, string path, params (string Name, string Value)[] headers) =>
        AskAsync(WorkerText.Compose(Redirects), mode, method, "https://www.example.org" + path, withOrigin: true, headers);

    private static async Task<Answer> AskAsync(
        string script, string mode, string method, string url, bool withOrigin = true, params (string Name, string Value)[] headers)
    {
        var folder = Directory.CreateTempSubdirectory("cutover-worker-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "worker.mjs"), script);
            await File.WriteAllTextAsync(Path.Combine(folder, "driver.mjs"), Driver);
            var start = new ProcessStartInfo("node", ["driver.mjs"])
            {
                WorkingDirectory = folder, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
            };
            using var node = Process.Start(start)!;
            var names = new JsonObject(headers.Select(header => KeyValuePair.Create(header.Name, (JsonNode?)header.Value)));
            await node.StandardInput.WriteAsync(new JsonArray(
                new JsonObject { ["mode"] = mode, ["method"] = method, ["url"] = url, ["headers"] = names, ["withOrigin"] = withOrigin })
                .ToJsonString());
            node.StandardInput.Close();
            var said = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            return JsonSerializer.Deserialize<Answer[]>(said, JsonSerializerOptions.Web)![0];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed record Answer(int Status, Dictionary<string, string> Headers, string Body)
    {
        public string? Header(string name) => Headers.GetValueOrDefault(name);
    }
}
