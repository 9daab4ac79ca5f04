using System.Globalization;
using System.Security.Cryptography;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Redirects;
using Cutover.Stacks;
using Cutover.Tests;
using Ietf;

namespace Rehearsals;

/// <summary>The night's check of old links, against the edge in workerd: right, with a rule changed, and gone.</summary>
public sealed class OldLinks
{
    private const string Answers = "answers-https.tsv";

    /// <summary>As Cloudflare hands a request over that came by https.</summary>
    private const string ByHttps = """
        import worker from "worker.js";
        export default {
          fetch(request, env) { return worker.fetch(new Request(request.url.replace("http:", "https:"), request), env); },
        };
        """;

    [Fact]
    public async Task Old_links_hold_at_the_edge_and_a_changed_rule_or_a_silent_server_shows()
    {
        var root = HttpdServer.NewRoot();
        var port = HttpdServer.AnyPort(17);
        var scene = new Scene();
        var place = scene.Place("www.edge", new SiteAddress
        {
            Url = "http://www.ietf.org", ConnectTo = string.Create(CultureInfo.InvariantCulture, $"{HttpdServer.Address}:{port}"),
        });
        var file = await File.ReadAllBytesAsync(Path.Combine(OldHost.Mirror, Answers), TestContext.Current.CancellationToken);
        var check = new OldLinksHold(place, Answers, Convert.ToHexStringLower(SHA256.HashData(file)));

        await using (await EdgeServer.Start(root, Script(_ => { }), port))
        {
            var held = await scene.ProbeAsync(check);
            Assert.Equal(Verdict.Done, held.Verdict);
            Assert.True(held.Value!.Redirects > 200, held.Why);
            Assert.Equal(Verdict.Unknown, (await scene.ProbeAsync(check with { Sha256 = "0" })).Verdict);
        }

        await using (await EdgeServer.Start(root, Script(files => files["/etc/apache2/sites-enabled/020-www.conf"] =
            files["/etc/apache2/sites-enabled/020-www.conf"].Replace("/arch/browse/", "/arch/", StringComparison.Ordinal)), port))
        {
            var changed = await scene.ProbeAsync(check);
            Assert.Equal(Verdict.NotDone, changed.Verdict);
            Assert.Contains("/arch/browse/", changed.Why, StringComparison.Ordinal);
        }

        Assert.Equal(Verdict.Unknown, (await scene.ProbeAsync(check)).Verdict);
        Directory.Delete(root, recursive: true);
    }

    [Theory]
    [InlineData("old", "the token", Verdict.Done)]
    [InlineData("maintenance", "the token", Verdict.Done)]
    [InlineData("old", "a guess", Verdict.NotDone)]
    [InlineData("old", null, Verdict.Unknown)]
    public async Task Before_anybody_is_sent_there_the_very_worker_is_asked_for_its_links_with_the_testers_token(
        string mode, string? shown, Verdict verdict)
    {
        var root = HttpdServer.NewRoot();
        var port = HttpdServer.AnyPort(18);
        var bindings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MODE"] = mode, ["TESTER_TOKEN"] = "the token",
        };
        var modules = new OrderedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["main.js"] = ByHttps, ["worker.js"] = HostWorkers.Text("www"),
        };
        await using var worker = await EdgeServer.Start(root, modules, bindings, port);
        await File.WriteAllTextAsync($"{root}/token", shown + "\n", TestContext.Current.CancellationToken);
        var scene = new Scene();
        var place = scene.Place("www.worker", new SiteAddress
        {
            Url = "http://www.ietf.org", ConnectTo = string.Create(CultureInfo.InvariantCulture, $"{HttpdServer.Address}:{port}"),
            SecretHeaderFiles = shown is null ? new Dictionary<string, string>(StringComparer.Ordinal)
                : new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Cutover-Links"] = $"{root}/token" },
        });
        var file = await File.ReadAllBytesAsync(Path.Combine(OldHost.Mirror, Answers), TestContext.Current.CancellationToken);
        var seen = await scene.ProbeAsync(new OldLinksHold(place, Answers, Convert.ToHexStringLower(SHA256.HashData(file)))
        {
            Host = "www.ietf.org", SecretHeader = "X-Cutover-Links",
        });
        Assert.True(seen.Verdict == verdict, seen.Why);
        Assert.DoesNotContain(shown ?? "the token", seen.Why, StringComparison.Ordinal);
        Directory.Delete(root, recursive: true);
    }

    /// <summary>The old host's script, after a change to its files.</summary>
    private static string Script(Action<Dictionary<string, string>> change)
    {
        var every = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        var texts = Directory.EnumerateFiles(OldHost.Mirror, "*", every)
            .ToDictionary(path => path[OldHost.Mirror.Length..], File.ReadAllText, StringComparer.Ordinal);
        change(texts);
        var files = new MemoryFiles();
        foreach (var (path, text) in texts)
        {
            files.Add(path, text);
        }

        var site = Site.Read(files, new ServerSetup { ConfigurationFile = "/etc/apache2/apache2.conf" });
        return EdgeCompiler.Compile(site, new EdgeOptions { Plan = EdgePlan.Paid, HttpPort = 443 }).Module;
    }
}
