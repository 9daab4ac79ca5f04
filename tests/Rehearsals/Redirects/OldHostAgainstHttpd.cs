using System.Globalization;
using Cutover.Redirects;

namespace Rehearsals;

/// <summary>
/// The old web host's rules, served by a real httpd: the answers recorded beside them are its own, and the model and the edge give the
/// same.
/// With CUTOVER_RECORD=1 the answers are recorded again.
/// </summary>
public sealed class OldHostAgainstHttpd(ITestOutputHelper output)
{
    private static readonly string OldHost = Path.Combine(Clone.Root, "runbooks", "Ietf", "OldHost");

    [Fact]
    public async Task The_old_hosts_links_are_answered_by_httpd_by_the_model_and_by_the_edge_as_recorded()
    {
        await HttpdServer.Ensure(output.WriteLine);
        var root = HttpdServer.NewRoot();
        var (http, https) = (HttpdServer.AnyPort(14), HttpdServer.AnyPort(15));
        var site = Site.Read(new DiskFiles(), new ServerSetup { ConfigurationFile = Lay(root, http, https) });
        await using var server = await HttpdServer.Start(root, $"{root}/httpd.conf", https);
        foreach (var (name, port) in (IEnumerable<(string, int)>)[("http", http), ("https", https)])
        {
            var file = Path.Combine(OldHost, $"answers-{name}.tsv");
            var address = new ServerAddress(HttpdServer.Address, port, Secure: false);
            if (Environment.GetEnvironmentVariable("CUTOVER_RECORD") == "1")
            {
                RecordedAnswer.Write(file, await RedirectCheck.RecordAsync(address, Questions(site, port), CancellationToken.None));
            }

            var recorded = RecordedAnswer.Read(file);
            var ofHttpd = await RedirectCheck.CompareAsync(address, recorded, strict: true, CancellationToken.None);
            Assert.Empty(ofHttpd.Differences);
            Assert.DoesNotContain(recorded, one => !IsAnswered(site, one, port));

            var options = new EdgeOptions { Plan = EdgePlan.Paid, HttpPort = port, LocalAddress = HttpdServer.Address };
            await using var edge = await EdgeServer.Start($"{root}/edge-{name}", EdgeCompiler.Compile(site, options).Module,
                HttpdServer.AnyPort(16));
            var ofEdge = await RedirectCheck.CompareAsync(address with { Port = edge.Port }, recorded, strict: false,
                CancellationToken.None);
            Assert.Empty(ofEdge.Differences);
            Assert.Empty(await edge.Stop());
            Assert.True(ofHttpd.Redirects > ofHttpd.Asked / 2, $"too few redirects to prove anything: {ofHttpd}");
            output.WriteLine($"{name}: {ofHttpd}");
        }

        await server.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private static bool IsAnswered(Site site, RecordedAnswer one, int port)
    {
        var answer = site.Answer(one.Question with { LocalPort = port, LocalAddress = HttpdServer.Address });
        return (answer.Status ?? answer.Usual, answer.Location) == (one.Status, one.Location);
    }

    private static List<Question> Questions(Site site, int port)
    {
        var made = new RuleUrls(site, new Random(20240620), each: 10).All("www.ietf.org").Questions.Where(question =>
            question.LocalPort == port);
        var directories = Directory.EnumerateDirectories(Path.Combine(OldHost, "a", "www", "htdocs")).Order(StringComparer.Ordinal)
            .SelectMany(path => (string[])[$"/{Path.GetFileName(path)}", $"/{Path.GetFileName(path)}/", $"/{Path.GetFileName(path)}?k=v"])
            .Select(target => new Question { Target = target, Host = "www.ietf.org", LocalPort = port });
        return [.. made.Concat(directories).Where(question =>
            site.Answer(question with { LocalAddress = HttpdServer.Address }).Status is not 400)];
    }

    /// <summary>The old host's own files, but for where they lie and which ports they listen on.</summary>
    private static string Lay(string root, int http, int https)
    {
        var main = File.ReadAllText($"{OldHost}/etc/apache2/apache2.conf")
            .Replace("ServerRoot /etc/apache2", HttpdServer.Settings($"{OldHost}/etc/apache2", root, http, https), StringComparison.Ordinal)
            .Replace("Define HTTP_PORT 80", $"Define HTTP_PORT {http}", StringComparison.Ordinal)
            .Replace("Define HTTPS_PORT 443", $"Define HTTPS_PORT {https}", StringComparison.Ordinal)
            .Replace("Define WWW_ROOT /a/www", $"Define WWW_ROOT {root}/a/www", StringComparison.Ordinal)
            .Replace("Define MAPS /etc", $"Define MAPS {OldHost}/etc", StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles($"{OldHost}/a", "*", new EnumerationOptions { RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.None }))
        {
            var copy = root + file[OldHost.Length..];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText($"{root}/httpd.conf", main);
        return $"{root}/httpd.conf";
    }
}
