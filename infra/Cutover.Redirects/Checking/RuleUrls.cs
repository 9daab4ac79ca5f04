using System.Globalization;
using System.Text;

namespace Cutover.Redirects;

/// <summary>Questions that a site's own rules suggest: what each rule matches, near misses, slashes, encodings, queries, headers.</summary>
internal sealed class RuleUrls(Site site, Random random, int each = 24)
{
    /// <summary>How many rules there are, and the questions made for them.</summary>
    internal (int Rules, List<Question> Questions) All(string host)
    {
        var all = Each(host).ToList();
        return (all.Count, [.. all.SelectMany(rule => rule.Questions)]);
    }

    /// <summary>Each rule with the questions made for it. <paramref name="host"/> stands in where a server has no name.</summary>
    internal IEnumerable<(Rule Rule, IReadOnlyList<Question> Questions)> Each(string host)
    {
        var seen = new HashSet<Rule>();
        foreach (var server in site.Hosts.Reverse())
        {
            foreach (var rule in server.Redirects.Concat(Settings(server).SelectMany(settings => settings.Alias?.Redirects ?? [])))
            {
                if (seen.Add(rule.Rule))
                {
                    yield return (rule.Rule, Many(server, host, () => Path(rule), []));
                }
            }

            foreach (var (rule, directory) in (server.Rewrite?.Rules ?? []).Select(rule => (rule, "")).Concat(Settings(server)
                .SelectMany(settings => (settings.Rewrite?.Rules ?? []).Select(rule => (rule, Url(server, settings.Rewrite!.Directory))))))
            {
                if (seen.Add(rule.Rule))
                {
                    yield return (rule.Rule, Many(server, host, () => directory + Sample(rule.Pattern.Tree), rule.Conditions));
                }
            }
        }
    }

    private List<Question> Many(HostSettings server, string host, Func<string> path, IReadOnlyList<RewriteCondition> conditions)
    {
        var port = server.Addresses.FirstOrDefault()?.Port is > 0 and var own ? own : 80;
        return [.. Enumerable.Range(0, each).Select(_ => Ask(path(), conditions, Name(server, host)) with { LocalPort = port })];
    }

    private IEnumerable<DirectorySettings> Settings(HostSettings server) => server.Directories.Concat(server.Locations)
        .Select(section => section.Settings).Append(server.Defaults).Concat(site.HtaccessOf(server).Select(item => item.Settings))
        .SelectMany(settings => settings.WithAllInside()).Distinct();

    /// <summary>The URL path of a directory below the document root; the root itself for any other.</summary>
    private static string Url(HostSettings server, string? directory) =>
        directory is not null && server.DocumentRoot?.TrimEnd('/') + "/" is var root && directory.StartsWith(root, StringComparison.Ordinal)
            ? directory[(root.Length - 1)..] : "/";

    private string Path(AliasRedirect redirect) => redirect.Pattern is { } pattern
        ? Sample(pattern.Tree)
        : redirect.Source + Pick("", "", "", "/", "/x", "/x/y.html", "x", ".html", "//", "/a b", "/%2", "/?");

    private Question Ask(string path, IReadOnlyList<RewriteCondition> conditions, string host)
    {
        path = path.StartsWith('/') ? path : Pick("/", "/", "/x/", "/x") + path;
        path = Pick("", "", "", "", "", "/x", "/") + path + Pick("", "", "", "", "", "", "/", "x", "/x", "%");
        path = random.Next(10) == 0 ? path.ToUpperInvariant() : random.Next(12) == 0 ? path[..random.Next(1, path.Length + 1)] : path;
        var (headers, query) = (new List<KeyValuePair<string, string>>(), Pick("", "", "", "?", "?k=v", "?a=1&b=%26"));
        foreach (var condition in conditions)
        {
            var value = condition.Pattern is { } pattern && random.Next(4) > 0 ? Printable(Sample(pattern.Tree)) : "other";
            switch (condition.Input.ToUpperInvariant())
            {
                case "%{HTTP_USER_AGENT}":
                    headers.Add(new("User-Agent", value));
                    break;
                case "%{HTTP_REFERER}":
                    headers.Add(new("Referer", value));
                    break;
                case "%{QUERY_STRING}":
                    query = "?" + Encode(value, query: true);
                    break;
                case "%{REQUEST_URI}" when random.Next(2) == 0:
                    path = value.StartsWith('/') ? value : "/" + value;
                    break;
                case "%{HTTP_HOST}" when value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-'):
                    host = value;
                    break;
            }
        }

        headers = [.. headers.DistinctBy(header => header.Key, StringComparer.Ordinal)];
        return new Question { Target = Encode(path, query: false) + query, Host = host, Headers = headers };
    }

    /// <summary>A name of the server's, in any case, now and then with a port, or another name altogether.</summary>
    private string Name(HostSettings server, string host)
    {
        var names = server.Aliases.Append(server.Name ?? host).ToArray();
        var name = Pick(names).Replace("*", Pick("a", "a.b", ""), StringComparison.Ordinal).Replace("?", "z", StringComparison.Ordinal);
        name = Pick(name, name, name, name.ToUpperInvariant(), name + ".") + Pick("", "", "", ":8080");
        return random.Next(12) == 0 ? "elsewhere.test" : name;
    }

    private string Sample(PcreNode node)
    {
        switch (node)
        {
            case PcreNode.One one:
                var members = one.Bytes.Runs().SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1)).ToList();
                var likely = members.Where(c => char.IsAsciiLetterOrDigit((char)c) || c is '/' or '.' or '-' or '_').ToList();
                var from = likely.Count > 0 && random.Next(15) > 0 ? likely : members.Where(c => c > 0).ToList();
                return from.Count == 0 ? "" : ((char)from[random.Next(from.Count)]).ToString();
            case PcreNode.Sequence sequence:
                return string.Concat(sequence.Items.Select(Sample));
            case PcreNode.Either either:
                return Sample(either.Branches[random.Next(either.Branches.Count)]);
            case PcreNode.Group group:
                return Sample(group.Body);
            case PcreNode.Atomic atomic:
                return Sample(atomic.Body);
            case PcreNode.Repeat repeat:
                var times = Math.Min(repeat.Max ?? int.MaxValue, repeat.Min + random.Next(5));
                return string.Concat(Enumerable.Range(0, times).Select(_ => Sample(repeat.Body)));
            default:
                return "";
        }
    }

    private string Encode(string text, bool query)
    {
        var result = new StringBuilder();
        foreach (var c in text)
        {
            var plain = char.IsAsciiLetterOrDigit(c)
                || (c is '/' or '.' or '-' or '_' or '~' or '+' or ':' or ',' or ';' or '@' or '!' or '(' or ')') || (query
                    && c is '=' or '&' or '?' or '*');
            result.Append((plain && (query || random.Next(40) > 0)) || (c == '/' && random.Next(8) > 0) ? c.ToString()
                : string.Create(CultureInfo.InvariantCulture, $"%{(int)c:x2}"));
        }

        return result.ToString();
    }

    private static string Printable(string text) => new([.. text.Trim().Where(c => c is >= ' ' and <= '~')]);

    private string Pick(params string[] from) => from[random.Next(from.Length)];
}
