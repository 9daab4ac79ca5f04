using System.Text.RegularExpressions;

namespace Cutover.Redirects;

/// <summary>What httpd obeys and no script can: each line by name, beside what the model leaves out.</summary>
internal static partial class EdgeOmissions
{
    private static readonly HashSet<string> Unknowable = new(StringComparer.OrdinalIgnoreCase)
    {
        "REMOTE_HOST", "REMOTE_PORT", "REMOTE_IDENT", "SCRIPT_USER", "SCRIPT_GROUP", "API_VERSION", "SERVER_SOFTWARE",
    };

    internal static List<Omission> Of(Site site, EdgeOptions options)
    {
        var found = new List<Omission>(site.Omissions);
        foreach (var rule in site.EveryRule)
        {
            found.AddRange(OfRule(site, rule));
        }

        foreach (var (host, map) in site.Hosts.SelectMany(host =>
            (host.Rewrite?.Maps.Values ?? Enumerable.Empty<RewriteMap>()).Select(map => (host, map))))
        {
            if (map.Kind is not ("int" or "txt"))
            {
                found.Add(new(host.At, $"RewriteMap {map.Name} {map.Kind}:{map.Source}", true,
                    $"a map of the kind {map.Kind} cannot go along"));
            }
        }

        foreach (var section in site.EverySettings.SelectMany(settings => settings.Core.Ifs).Where(section => IsDynamic(section.Condition)))
        {
            found.Add(new(site.MainHost.At, section.Kind, true,
                "a shell pattern that is put together while requests run has no form in the script"));
        }

        foreach (var host in options.Hosts.Count > 0 ? [] : site.Hosts)
        {
            found.AddRange(host.Aliases.Where(alias => Fnmatch.IsPattern(alias) && !EdgeRoutes.IsRoutable(alias)).Select(alias =>
                new Omission(
                host.At, $"ServerAlias {alias}", true,
                    "a route may have a star in place of its first labels only; name the hosts that are meant")));
        }

        return [.. found.Distinct()];
    }

    private static IEnumerable<Omission> OfRule(Site site, RewriteRule rule)
    {
        Omission At(bool matters, string reason) => new(rule.Rule.At, rule.Rule.Text, matters, reason);
        if (rule.Has(RewriteFlag.Proxy) && site.HasProxy)
        {
            yield return At(true, "it passes the request to another server; the new side has to");
        }

        if (rule.Cookies.Count > 0)
        {
            yield return At(false, "the cookie that it sets is not set; status and Location stay");
        }

        foreach (var condition in rule.Conditions)
        {
            if (condition.Test is RewriteTest.FileLink or RewriteTest.UrlSubrequest or RewriteTest.FileSubrequest)
            {
                yield return new(condition.At, condition.Input, true, "a test for links (-l) or by subrequest (-U, -F) cannot go along");
            }

            if (IsDynamic(condition.Expression))
            {
                yield return new(condition.At, condition.Input, true,
                    "a shell pattern that is put together while requests run has no form in the script");
            }
        }

        foreach (var text in rule.Conditions.Select(condition => condition.Input).Concat(rule.Environment).Append(rule.Output))
        {
            foreach (var name in Variable().Matches(text).Select(match => match.Groups["name"].Value))
            {
                if (Unknowable.Contains(name) || name.StartsWith("SSL:", StringComparison.OrdinalIgnoreCase)
                    || name.StartsWith("LA-", StringComparison.OrdinalIgnoreCase))
                {
                    yield return At(true, $"the variable %{{{name}}} cannot be known at the edge");
                }
                else if (name.StartsWith("TIME", StringComparison.OrdinalIgnoreCase))
                {
                    yield return At(false,
                        $"the variable %{{{name}}} is read in the time zone that the compile was told, without summer time");
                }
            }
        }
    }

    private static bool IsDynamic(Expression? expression) => expression switch
    {
        Expression.Not not => IsDynamic(not.Inner),
        Expression.And and => IsDynamic(and.Left) || IsDynamic(and.Right),
        Expression.Or or => IsDynamic(or.Left) || IsDynamic(or.Right),
        Expression.Compare { Operator: "-strmatch" or "-strcmatch" or "-fnmatch" } like =>
            like.Right.Any(part => part.IsVariable || part.Group >= 0),
        _ => false,
    };

    [GeneratedRegex(@"%\{(?<name>[A-Za-z_-]+(:[^}]*)?)\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
