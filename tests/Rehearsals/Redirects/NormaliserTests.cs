using System.Globalization;
using Cutover.Lab;
using Cutover.Redirects;
using Cutover.Rehearsals;
using Cutover.Tests;

namespace Rehearsals;

/// <summary>The lab's normaliser before the Worker hands on what <see cref="EdgeUrl.Normalise"/> says, in real workerd.</summary>
public sealed class NormaliserTests(ITestOutputHelper output)
{
    private const string Address = "127.0.0.22";

    private const string Echo = """
        export default { fetch(request) {
          return new Response(null, { status: 302, headers: { Location: request.url.slice(request.url.indexOf("/", 8)) } });
        } };
        """;

    // Without <, > and `, which workerd refuses as no URL before any script sees them.
    private const string Bytes = "abcXYZ019-._~!$&'()*+,;=:@/\\/..//./%%\"^{|}[]%2F%2f%5C%41%7e%2e%00%3c%60%zz%e9%C3%BC";

    [Fact]
    public async Task The_normaliser_in_workerd_is_the_one_that_the_tests_of_the_edge_use()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("CUTOVER_SEED") ?? "11", CultureInfo.InvariantCulture);
        using var folder = new TestFolder();
        var port = Daemon.FreePort(Address);
        folder.Write("normalise.js", LabScripts.Normaliser);
        folder.Write("echo.js", Echo);
        var config = folder.Write("edge.capnp", $$"""
            using Workerd = import "/workerd/workerd.capnp";
            const config :Workerd.Config = ( services = [ (name = "entrance", worker = .entrance), (name = "echo", worker = .echo) ],
              sockets = [ (name = "http", address = "{{Address}}:{{port}}", http = (), service = "entrance") ] );
            const entrance :Workerd.Worker = ( compatibilityDate = "2026-01-01",
              modules = [ (name = "normalise.js", esModule = embed "normalise.js") ], bindings = [ (name = "WORKER", service = "echo") ] );
            const echo :Workerd.Worker = ( compatibilityDate = "2026-01-01",
              modules = [ (name = "echo.js", esModule = embed "echo.js") ] );
            """);
        using var daemon = await Daemon.StartAsync(Address, port, await NpmPrograms.WorkerdAsync(CancellationToken.None), "serve", config);
        var random = new Random(seed);
        string Piece() => random.Next(4) == 0 ? Bytes.Substring(random.Next(Bytes.Length - 3), 3) : $"{Bytes[random.Next(Bytes.Length)]}";
        var targets = RecordedAnswer.Read(Path.Combine(AppContext.BaseDirectory, "OldHost", "answers-https.tsv"))
            .Select(one => one.Question.Target).Where(target => target.StartsWith('/'))
            .Concat(Enumerable.Range(0, 3_000).Select(_ => "/" + string.Concat(Enumerable.Range(0, random.Next(24)).Select(_ => Piece()))
                + (random.Next(3) == 0 ? "?a=//x/../%41" : ""))).ToList();
        using var client = new ServerAsker(Address, port);
        var differences = new List<string>();
        foreach (var target in targets)
        {
            var (status, seen) = await client.Ask(new Question { Target = target, Host = "www.example.org" });
            if (seen != EdgeUrl.Normalise(target))
                differences.Add($"{target}: {status} {seen}, and EdgeUrl says {EdgeUrl.Normalise(target)}");
        }

        output.WriteLine($"{targets.Count} targets, seed {seed}");
        Assert.True(differences.Count == 0, $"seed {seed}: {differences.Count} differences\n{string.Join('\n', differences.Take(20))}");
    }
}
