namespace Cutover.Redirects;

/// <summary>
/// The routes that a script needs: a host and the longest path prefixes that cover every rule. A byte that a URL may also write as %hh
/// ends a
/// prefix, because a route is compared with the URL as it was sent, normalised.
/// </summary>
internal static class EdgeRoutes
{
    /// <summary>More prefixes of one host than this become fewer and shorter ones.</summary>
    private const int MostOfOneHost = 60;

    internal static List<EdgeRoute> Of(Site site, EdgeOptions options)
    {
        var routes = new List<EdgeRoute>();
        foreach (var (name, host) in Names(site, options))
        {
            var prefixes = Prefixes(site, host, options);
            for (var segments = 8; prefixes.Count > MostOfOneHost && segments > 0; segments--)
            {
                prefixes = Covering([.. prefixes.Select(pair => (Cut(pair.Prefix, segments), pair.Why))]);
            }

            prefixes = prefixes.Count > MostOfOneHost ? [("/", prefixes[0].Why)] : prefixes;
            if (prefixes.Count > 0 && prefixes[0].Prefix != "/")
            {
                routes.Add(new EdgeRoute(name + "/", name, "/", "the root itself, which is looked up as its index"));
            }

            routes.AddRange(prefixes.Select(pair => new EdgeRoute(name + pair.Prefix + "*", name, pair.Prefix, pair.Why)));
        }

        return routes;
    }

    /// <summary>Cloudflare's routes may have a star at the start of the host, before a dot.</summary>
    internal static bool IsRoutable(string alias) => alias.StartsWith("*.", StringComparison.Ordinal) && !Fnmatch.IsPattern(alias[1..]);

    private static IEnumerable<(string Name, HostSettings Host)> Names(Site site, EdgeOptions options)
    {
        var question = new Question { Target = "/", LocalPort = options.HttpsPort, LocalAddress = options.LocalAddress };
        IEnumerable<string> names = options.Hosts.Count > 0
            ? options.Hosts
            : site.Hosts.SelectMany(host => host.Aliases.Prepend(host.Name ?? ""))
                .Where(name => name.Length > 0 && (!Fnmatch.IsPattern(name) || IsRoutable(name)));
        return names.Select(Uris.Lower).Distinct(StringComparer.Ordinal)
            .Select(name => (name, HostChooser.Choose(site, question, name.Replace("*", "any", StringComparison.Ordinal))));
    }

    private static List<(string Prefix, string Why)> Prefixes(Site site, HostSettings host, EdgeOptions options)
    {
        var found = new List<(string, string)>();
        found.AddRange(host.Redirects.SelectMany(redirect => OfRedirect(redirect)));
        found.AddRange(host.Locations.SelectMany(section => section.Settings.WithAllInside().Select(settings => settings.Alias?.Here)
            .OfType<AliasRedirect>().Select(here => (Safe(Literal(section)), here.Rule.ToString()))));
        var own = host.Directories.Concat(host.Locations).Select(section => section.Settings).Append(host.Defaults)
            .Concat(site.HtaccessOf(host).Select(item => item.Settings)).SelectMany(settings => settings.WithAllInside());
        foreach (var settings in own.Distinct())
        {
            found.AddRange((settings.Alias?.Redirects ?? []).SelectMany(OfRedirect));
            found.AddRange((settings.Rewrite?.Rules ?? []).SelectMany(rule => OfRule(rule, UrlOf(host, settings.Rewrite!.Directory))));
        }

        found.AddRange((host.Rewrite?.Rules ?? []).SelectMany(rule => OfRule(rule, "")));
        if (options.ServerAnswers && host.DocumentRoot is { } root)
        {
            found.AddRange(site.Files.List(root + "/").Where(name => site.Files.Kind($"{root}/{name}") == FileKind.Directory)
                .Select(name => (Safe($"/{name}"), $"the directory {root}/{name}, asked for without its slash")));
        }

        var indexes = own.SelectMany(settings => settings.Core.IndexNames ?? []).Append("index.html").ToList();
        found.AddRange(found.Where(pair => OfAnIndex(pair.Item1, indexes)).Select(pair => (Paths.Parent(pair.Item1), pair.Item2)).ToList());
        return Covering(found);
    }

    /// <summary>A directory's own URL is answered by what its index's URL is answered with.</summary>
    private static bool OfAnIndex(string prefix, List<string> indexes) =>
        prefix[(prefix.LastIndexOf('/') + 1)..] is { Length: > 0 } last && prefix.LastIndexOf('/') > 0
        && indexes.Exists(index => index.StartsWith(last, StringComparison.Ordinal) || last.StartsWith(index, StringComparison.Ordinal));

    /// <summary>What every URL of a Location section begins with.</summary>
    private static string Literal(Section section) => section.Pattern is not null ? "/"
        : section.IsFnmatch ? section.Path[..section.Path.AsSpan().IndexOfAny("*?[\\")]
        : section.Path;

    private static IEnumerable<(string, string)> OfRedirect(AliasRedirect redirect)
    {
        var keys = redirect.Pattern is null ? [redirect.Source] : PatternShape.Keys(redirect.Pattern.Tree, out var folded) is { } known
            && !folded ? known : ["/"];
        return redirect.Pattern is null && !redirect.Source.StartsWith('/') ? [] : keys.Select(key =>
            (Safe(key), redirect.Rule.ToString()));
    }

    private static IEnumerable<(string, string)> OfRule(RewriteRule rule, string? directory)
    {
        var keys = !rule.Has(RewriteFlag.Negated) && PatternShape.Keys(rule.Pattern.Tree, out var folded) is { } known && !folded
            ? known : [""];
        return directory is null ? [("/", rule.Rule.ToString())] : keys.Select(key => (Safe(directory + key), rule.Rule.ToString()));
    }

    /// <summary>The URL path of a directory of the document root; null for one elsewhere, which any URL may lead to.</summary>
    private static string? UrlOf(HostSettings host, string? directory) =>
        directory is not null && host.Paths.Count == 0 && host.DocumentRoot is { } root
        && directory.StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal) ? directory[root.TrimEnd('/').Length..] : null;

    private static string Safe(string prefix)
    {
        var end = 0;
        while (end < prefix.Length && (char.IsAsciiLetterOrDigit(prefix[end]) || prefix[end] is '/' or '-' or '.' or '_' or '~'))
        {
            end++;
        }

        var safe = prefix[..end];
        return safe.StartsWith('/') ? safe : "/";
    }

    private static string Cut(string prefix, int segments)
    {
        var at = 0;
        for (; segments > 0 && at >= 0; segments--)
        {
            at = prefix.IndexOf('/', at + 1);
        }

        return at < 0 ? prefix : prefix[..(at + 1)];
    }

    private static List<(string Prefix, string Why)> Covering(List<(string Prefix, string Why)> all)
    {
        var covering = new List<(string Prefix, string Why)>();
        foreach (var pair in all.DistinctBy(pair => pair.Prefix, StringComparer.Ordinal).OrderBy(pair =>
            pair.Prefix, StringComparer.Ordinal))
        {
            if (covering.Count == 0 || !pair.Prefix.StartsWith(covering[^1].Prefix, StringComparison.Ordinal))
            {
                covering.Add(pair);
            }
        }

        return covering;
    }
}
