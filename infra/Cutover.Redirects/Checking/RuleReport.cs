namespace Cutover.Redirects;

/// <summary>What a report says of one rule.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="Why">With an example.</param>
public sealed record RuleReport(Rule Rule, RuleVerdict Verdict, string Why)
{
    private const int Hops = 10;

    /// <summary>Looks at every rule of a site by asking the model URLs that are made for it.</summary>
    /// <param name="site">The old host.</param>
    /// <param name="host">The name of servers that have none.</param>
    /// <param name="seed">What random URLs begin with; the same again gives the same report.</param>
    /// <param name="goingAway">Hosts that are going away.</param>
    public static IReadOnlyList<RuleReport> Of(Site site, string host, int seed, IReadOnlyCollection<string> goingAway)
    {
        ArgumentNullException.ThrowIfNull(site);
        var lost = goingAway.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. new RuleUrls(site, new Random(seed), each: 60).Each(host).Select(rule => One(site, rule.Rule, rule.Questions, lost))];
    }

    private static RuleReport One(Site site, Rule rule, IReadOnlyList<Question> questions, HashSet<string> lost)
    {
        if (NeverMatches(site, rule) is { } reason)
        {
            return new(rule, RuleVerdict.Dead, reason);
        }

        RuleReport? alive = null;
        (Question Question, Rule By)? before = null;
        foreach (var question in questions)
        {
            var trace = new Trace();
            var answer = Ask(site, question with { Trace = trace });
            if (trace.Took.Contains(rule))
            {
                var seen = Followed(site, rule, question, answer, lost);
                if (seen.Verdict != RuleVerdict.Alive)
                {
                    return seen;
                }

                alive = seen;
            }
            else if (before is null && answer?.By is { } by && Reaches(site, rule, question, by))
            {
                before = (question, by);
            }
        }

        return alive ?? (before is { } hidden
            ? new(rule, RuleVerdict.Shadowed, $"{hidden.By} answers first, as for {hidden.Question.Host}{hidden.Question.Target}")
            : new(rule, RuleVerdict.NotReached, $"none of {questions.Count} URLs made for it reached it"));
    }

    /// <summary>Whether the rule would answer if the one that does were not there.</summary>
    private static bool Reaches(Site site, Rule rule, Question question, Rule by)
    {
        var trace = new Trace { Without = [by] };
        Ask(site, question with { Trace = trace });
        return trace.Took.Contains(rule);
    }

    private static RuleReport Followed(Site site, Rule rule, Question question, Answer? answer, HashSet<string> lost)
    {
        var asked = $"{question.Host}{question.Target}";
        var way = new List<string>();
        Rule? second = null;
        var by = answer;
        while (by?.Location is { } at)
        {
            if (way.Count == 0 && UriParts.Parse(at).HostName is { } name && lost.Contains(name))
            {
                return new(rule, RuleVerdict.GoingAway, $"{asked} leads to {at}");
            }

            if (way.Contains(at, StringComparer.Ordinal) || way.Count == Hops)
            {
                return new(rule, RuleVerdict.Looping, $"{asked} leads to {string.Join(", ", way.Take(3))} and never ends");
            }

            way.Add(at);
            second ??= way.Count == 2 ? by.By : null;
            by = Next(site, question, at);
        }

        return way.Count < 2
            ? new(rule, RuleVerdict.Alive, $"{asked} gets {answer}")
            : new(rule, RuleVerdict.Chained,
                $"{asked} leads to {way[0]}, and that to {way[1]} ({second?.ToString() ?? "the server itself"})");
    }

    /// <summary>What the same host answers to where it has redirected; null where that is another's.</summary>
    private static Answer? Next(Site site, Question question, string url)
    {
        var parts = UriParts.Parse(url);
        if (parts.HostName is not { } name || !site.Hosts.Any(host => HostChooser.IsNamed(host, Uris.Lower(name))))
        {
            return null;
        }

        var secure = string.Equals(parts.Scheme, "https", StringComparison.OrdinalIgnoreCase);
        return Ask(site, question with
        {
            Target = (parts.Path ?? "/") + (parts.Query is null ? "" : "?" + parts.Query),
            Host = name,
            Secure = secure,
            LocalPort = parts.Port > 0 ? parts.Port : secure ? 443 : 80,
        });
    }

    /// <summary>What httpd accepts and nothing can match.</summary>
    private static string? NeverMatches(Site site, Rule rule)
    {
        if (site.EveryRedirect.FirstOrDefault(one => one.Rule == rule) is { Pattern: null } redirect && !redirect.Source.StartsWith('/'))
        {
            return "a path without its leading slash matches no URL";
        }

        var inDirectory = site.EverySettings.Any(settings => settings.Rewrite is { Directory: not null } own && own.Rules.Exists(one =>
            one.Rule == rule));
        var pattern = site.EveryRule.FirstOrDefault(one => one.Rule == rule && !one.Has(RewriteFlag.Negated))?.Pattern;
        return pattern is null || PatternShape.Keys(pattern.Tree, out _) is not { } keys ? null
            : inDirectory && keys.TrueForAll(key =>
                key.StartsWith('/')) ? "in a directory the pattern never sees the leading slash that it asks for"
            : !inDirectory && keys.TrueForAll(key => !key.StartsWith('/') && !key.Contains(':', StringComparison.Ordinal))
                ? "in a server every path begins with the slash that the pattern leaves out"
            : null;
    }

    private static Answer? Ask(Site site, Question question)
    {
        try
        {
            return site.Answer(question);
        }
        catch (UnansweredException)
        {
            return null;
        }
    }
}
