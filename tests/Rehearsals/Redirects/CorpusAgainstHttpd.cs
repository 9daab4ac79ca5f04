using System.Globalization;
using Cutover.Redirects;
using Cutover.Tests;

namespace Rehearsals;

/// <summary>Real configurations, each served by a real httpd and read by the model: the same refusals and the same answers.</summary>
public sealed class CorpusAgainstHttpd(ITestOutputHelper output)
{
    private const string HostName = "probe.test";

    [Fact]
    public async Task Every_file_of_the_corpus_is_refused_or_answered_as_httpd_does()
    {
        await HttpdServer.Ensure(output.WriteLine);
        var own = Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Configurations"));
        var corpus = SharedMaterial.Find("redirects/corpus") is { } folder ? Directory.EnumerateFiles(folder) : [];
        var seed = int.Parse(Environment.GetEnvironmentVariable("CUTOVER_SEED") ?? "20240620", CultureInfo.InvariantCulture);
        var failures = new List<string>();
        foreach (var (number, file) in own.Concat(corpus).Order(StringComparer.Ordinal).Index())
        {
            var root = HttpdServer.NewRoot();
            try
            {
                output.WriteLine(await Rehearse(file, root, HttpdServer.AnyPort(20 + (2 * number)), new Random(seed), failures));
            }
            finally
            {
                Directory.Delete(root, recursive: true);
            }
        }

        Assert.True(failures.Count == 0, $"seed {seed}, {failures.Count} failures:\n" + string.Join('\n', failures.Take(60)));
    }

    /// <summary>A configuration that serves a file: in the document root where it is an .htaccess file.</summary>
    internal static string Lay(string file, string root, int port)
    {
        Directory.CreateDirectory($"{root}/docs/sub");
        File.WriteAllText($"{root}/docs/index.html", "index");
        File.WriteAllText($"{root}/docs/sub/index.html", "index");
        var inDirectory = file.EndsWith(".htaccess", StringComparison.Ordinal);
        File.Copy(file, inDirectory ? $"{root}/docs/.htaccess" : $"{root}/rules.conf");
        File.WriteAllText($"{root}/httpd.conf", HttpdServer.Prologue(root, port) + $"""
            DocumentRoot {root}/docs
            <Directory {root}/docs>
            AllowOverride All
            Require all granted
            Options FollowSymLinks
            </Directory>
            {(inDirectory ? "" : $"Include {root}/rules.conf")}

            """);
        return $"{root}/httpd.conf";
    }

    private static async Task<string> Rehearse(string file, string root, int port, Random random, List<string> failures)
    {
        var name = Path.GetFileName(file);
        var configuration = Lay(file, root, port);
        Site? site = null;
        ConfigurationException? refusal = null;
        try
        {
            site = Site.Read(new DiskFiles(), new ServerSetup { ConfigurationFile = configuration });
        }
        catch (ConfigurationException e)
        {
            refusal = e;
        }

        var complaint = await HttpdServer.Complaint(configuration);
        if (complaint is null)
        {
            await using var server = await HttpdServer.Start(root, configuration, port);
            using var client = new ServerAsker(HttpdServer.Address, port);
            if ((await client.Ask(new Question { Target = "/", Host = HostName })).Status == 500)
            {
                complaint = await File.ReadAllTextAsync($"{root}/error.log");
            }
            else if (site is not null)
            {
                return await Ask(file, root, site, client, port, random, failures);
            }
        }

        if (refusal is null || complaint is null || !refusal.ByApache || !complaint.Contains(refusal.Reason, StringComparison.Ordinal)
            || (complaint.Contains("Syntax error on line", StringComparison.Ordinal)
                && !complaint.Contains($"Syntax error on line {refusal.Line} of {refusal.File}", StringComparison.Ordinal)))
        {
            failures.Add($"{name}: the reader says {refusal?.Message ?? "nothing"}, httpd says {complaint?.Trim() ?? "nothing"}");
        }

        return $"{name}: refused by both: {refusal?.Line}: {refusal?.Reason}";
    }

    private static string Show(Question question) => $"{question.Host}{question.Target} [{string.Join(", ", question.Headers)}]";

    private static async Task<string> Ask(
        string file, string root, Site site, ServerAsker client, int port, Random random, List<string> failures)
    {
        var name = Path.GetFileName(file);
        var (rules, questions) = new RuleUrls(site, random).All(HostName);
        var (redirects, differences, unanswered) = (0, 0, 0);
        var options = new EdgeOptions
        {
            Plan = EdgePlan.Paid, AllowOmissions = true, HttpPort = port, LocalAddress = HttpdServer.Address,
        };
        var script = EdgeCompiler.Compile(site, options);
        await using var server = await EdgeServer.Start($"{root}/edge", script.Module, port + 1);
        using var edge = new EdgeAnswers(server.Port);
        var asksForTheLine = File.ReadAllText(file).Contains("THE_REQUEST", StringComparison.OrdinalIgnoreCase);
        foreach (var question in questions.Select(q => q with { LocalAddress = HttpdServer.Address, LocalPort = port,
            RemoteAddress = HttpdServer.Address }))
        {
            var (status, location) = await client.Ask(question);
            var theirs = location is null ? $"{status}" : $"{status} {location}";
            redirects += status is >= 300 and < 400 ? 1 : 0;
            string ours;
            try
            {
                ours = Seen.From(site.Answer(question));
            }
            catch (UnansweredException e)
            {
                unanswered++;
                ours = "unanswered: " + e.Reason;
            }

            if (ours != theirs)
            {
                differences++;
                failures.Add($"{name}: {Show(question)}: the model {ours}, httpd {theirs}");
            }

            if (await edge.Difference(question, theirs, asksForTheLine) is { } difference)
            {
                differences++;
                failures.Add($"{name}: {Show(question)}: {difference}, httpd {theirs}");
            }
        }

        if (await server.Stop() is { Length: > 0 } said)
        {
            failures.Add($"{name}: the script says: {said}");
        }

        return $"{name}: {script.Compressed} bytes compressed, {rules} rules, {questions.Count} questions, {redirects} redirects, "
            + $"{differences} differences, {unanswered} unanswered, "
            + $"{site.Omissions.Count} lines omitted by name, "
            + $"{site.Omissions.Count(omission => omission.MayChangeAnswers)} of them could matter";
    }
}
