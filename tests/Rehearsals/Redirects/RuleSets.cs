using Cutover.Redirects;

namespace Rehearsals;

/// <summary>Serves many rule sets at once, each as a virtual host, and compares the answers.</summary>
internal sealed class RuleSets(int port)
{
    internal sealed record Difference(RuleSet Set, Question Question, string Ours, string Theirs)
    {
        public override string ToString() =>
            $"{Question.Method} {Question.Target} (User-Agent {Question.Headers[0].Value}): {Ours}, httpd {Theirs}\n{Set}";
    }

    internal sealed record Report(int Sets, int Asked, int Redirected, int Unanswered, int Refused, List<Difference> Differences,
        SortedDictionary<string, int> Why)
    {
        public override string ToString() =>
            $"{Sets} rule sets, {Asked} questions, {Redirected} redirects, {Differences.Count} differences, "
                + $"{Unanswered} unanswered by name, {Refused} sets refused by name"
            + string.Concat(Why.Select(pair => $"\n  {pair.Value} x {pair.Key}"));
    }

    internal static List<RuleSet> Random(int seed, int sets, int questions) => [.. Enumerable.Range(0, sets).Select(number =>
        One(seed, number, questions))];

    internal async Task<Report> Ask(IReadOnlyList<RuleSet> sets)
    {
        var root = HttpdServer.NewRoot();
        try
        {
            return await Ask(sets, root);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    /// <summary>Takes lines away, one by one, for as long as the difference stays.</summary>
    internal async Task<Difference> Shrink(Difference difference)
    {
        while (true)
        {
            var set = difference.Set with { Questions = [difference.Question] };
            var smaller = Without(set.Server, lines => set with { Server = lines })
                .Concat(Without(set.Root, lines => set with { Root = lines }))
                .Concat(Without(set.Below, lines => set with { Below = lines }))
                .Select((candidate, index) => candidate with { Number = index,
                    Questions = [set.Questions[0] with { Host = $"h{index}.test" }] })
                .ToList();
            var report = smaller.Count == 0 ? null : await Ask(smaller);
            if (report is null || report.Differences.Count == 0)
            {
                return difference;
            }

            difference = report.Differences[0];
        }
    }

    private static IEnumerable<RuleSet> Without(IReadOnlyList<string> lines, Func<IReadOnlyList<string>, RuleSet> with)
    {
        for (var skip = 0; skip < lines.Count; skip++)
        {
            if (!lines[skip].StartsWith("RewriteEngine", StringComparison.Ordinal) || lines.Count == 1)
            {
                yield return with([.. lines.Where((_, index) => index != skip)]);
            }
        }
    }

    private static RuleSet One(int seed, int number, int questions)
    {
        var random = new Random(unchecked((seed * 7919) + number));
        var rules = new RandomRules(random);
        var server = random.Next(3) > 0;
        var root = !server || random.Next(2) == 0;
        return new RuleSet(
            number,
            server ? ["RewriteEngine On", .. Options(random, false), .. Several(random, rules.ServerRule)] : [],
            root ? ["RewriteEngine On", .. Options(random, true), .. Several(random, rules.DirectoryRule)] : [],
            random.Next(3) == 0 ? ["RewriteEngine On", .. Options(random, true), .. Several(random, rules.DirectoryRule)] : [],
            [.. Enumerable.Range(0, questions).Select(_ => new Question
            {
                Target = rules.Target(),
                Host = $"h{number}.test",
                Method = rules.Method(),
                Headers = [new("User-Agent", rules.UserAgent()), new("X-Test", "a")],
            })]);
    }

    private static IEnumerable<string> Options(Random random, bool inDirectory)
    {
        string[] all = ["inherit", "InheritBefore", "AllowNoSlash", "MergeBase", "IgnoreContextInfo", "LegacyPrefixDocRoot",
            "IgnoreInherit", "InheritDown"];
        if (random.Next(6) == 0)
        {
            yield return "RewriteOptions " + all[random.Next(all.Length)];
        }

        if (inDirectory && random.Next(4) == 0)
        {
            yield return "RewriteBase " + (random.Next(2) == 0 ? "/" : "/base");
        }
    }

    private static IEnumerable<string> Several(Random random, Func<string> rule) => Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
        rule());

    private async Task<Report> Ask(IReadOnlyList<RuleSet> sets, string root)
    {
        File.WriteAllText($"{root}/map.txt", "a mapped\nb /slash?q\nab two words\n#c no\n");
        foreach (var set in sets)
        {
            set.Write(root);
        }

        var (refused, why) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        var sites = new Dictionary<int, Site>();
        foreach (var set in sets)
        {
            var file = $"{root}/one-{set.Number}.conf";
            File.WriteAllText(file, HttpdServer.Prologue(root, port) + set.Sections(root, port));
            try
            {
                sites[set.Number] = Site.Read(new DiskFiles(), new ServerSetup { ConfigurationFile = file });
            }
            catch (ConfigurationException e)
            {
                refused++;
                Count(why, (e.ByApache ? "refused as httpd would: " : "refused: ") + e.Reason.Replace(root, "", StringComparison.Ordinal));
            }
        }

        var all = $"{root}/all.conf";
        File.WriteAllText(all, HttpdServer.Prologue(root, port) + string.Concat(sets.Where(set =>
            sites.ContainsKey(set.Number)).Select(set => set.Sections(root, port))));
        await using var server = await HttpdServer.Start(root, all, port);
        using var client = new ServerAsker(HttpdServer.Address, port);
        var options = new EdgeOptions { Plan = EdgePlan.Paid, HttpPort = port, LocalAddress = HttpdServer.Address };
        var script = EdgeCompiler.Compile(Site.Read(new DiskFiles(), new ServerSetup { ConfigurationFile = all }), options);
        await using var edgeServer = await EdgeServer.Start($"{root}/edge", script.Module, port + 5);
        using var edge = new EdgeAnswers(edgeServer.Port);
        var report = new Report(sites.Count, 0, 0, 0, refused, [], why);
        foreach (var set in sets.Where(set => sites.ContainsKey(set.Number)))
        {
            report = await Ask(set, sites[set.Number], client, edge, report);
        }

        if (await edgeServer.Stop() is { Length: > 0 } said)
        {
            Count(report.Why, "said by the script: " + said);
        }

        return report;
    }

    private async Task<Report> Ask(RuleSet set, Site site, ServerAsker client, EdgeAnswers edge, Report report)
    {
        var asksForTheLine = set.ToString().Contains("THE_REQUEST", StringComparison.Ordinal);
        foreach (var question in set.Questions.Select(q => q with { LocalAddress = HttpdServer.Address, LocalPort = port,
            RemoteAddress = HttpdServer.Address }))
        {
            var (status, location) = await client.Ask(question);
            var theirs = location is null ? $"{status}" : $"{status} {location}";
            string ours;
            try
            {
                ours = Seen.From(site.Answer(question));
            }
            catch (UnansweredException e)
            {
                Count(report.Why, "unanswered: " + e.Reason[(e.Reason.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
                report = report with { Unanswered = report.Unanswered + 1 };
                continue;
            }

            report = report with { Asked = report.Asked + 1, Redirected = report.Redirected + (status is >= 300 and < 400 ? 1 : 0) };
            if (ours != theirs)
            {
                report.Differences.Add(new(set, question, "the model " + ours, theirs));
            }
            else if (await edge.Difference(question, theirs, asksForTheLine) is { } difference)
            {
                report.Differences.Add(new(set, question, difference, theirs));
            }
        }

        return report;
    }

    private static void Count(SortedDictionary<string, int> counts, string key)
    {
        key = key.Length > 90 ? key[..90] : key;
        counts[key] = counts.GetValueOrDefault(key) + 1;
    }
}
