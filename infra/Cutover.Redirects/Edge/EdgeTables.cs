using System.Text.Json.Nodes;

namespace Cutover.Redirects;

/// <summary>Writes a site as the tables that the script works from. Everything that reading settles is settled here.</summary>
internal sealed class EdgeTables(Site site, EdgeOptions options)
{
    private readonly Dictionary<DirectorySettings, int> numbers = new(ReferenceEqualityComparer.Instance);
    private readonly List<JsonNode?> settings = [];
    private readonly Dictionary<(string, bool), int> patternNumbers = [];
    private readonly JsonArray patterns = [];

    internal JsonObject Write()
    {
        var hosts = new JsonArray([.. site.VirtualHosts.Prepend(site.MainHost).Select(Host)]);
        var tables = new JsonObject
        {
            ["names"] = options.Hosts.Count == 0 ? null : Strings(options.Hosts.Select(Uris.Lower)),
            ["own"] = options.ServerAnswers,
            ["root"] = site.ServerRoot,
            ["address"] = options.LocalAddress,
            ["ports"] = new JsonObject { ["http"] = options.HttpPort, ["https"] = options.HttpsPort },
            ["zone"] = (int)options.TimeZone.TotalMinutes,
            ["lists"] = site.ListsDirectories,
            ["env"] = new JsonObject(site.Environment.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            ["files"] = EdgeFiles.Write(site),
            ["maps"] = Maps(),
            ["hosts"] = hosts,
        };
        tables["settings"] = new JsonArray([.. settings]);
        tables["patterns"] = patterns;
        return tables;
    }

    private JsonNode Host(HostSettings host) => Trim(new JsonObject
    {
        ["n"] = host.Name,
        ["p"] = host.Port,
        ["sch"] = host.Scheme,
        ["adm"] = host.Admin,
        ["al"] = new JsonArray([.. host.Aliases.Select(alias => Fnmatch.IsPattern(alias)
            ? (JsonNode)new JsonArray(ShellPattern.OfHost(Uris.Lower(alias)))
            : alias)]),
        ["ad"] = new JsonArray([.. host.Addresses.Select(a => (JsonNode)new JsonArray(a.Address, a.Port, a.Written))]),
        ["dr"] = host.DocumentRoot,
        ["ms"] = host.MergeSlashes,
        ["lrl"] = host.LimitRequestLine,
        ["lir"] = host.LimitInternalRedirects,
        ["rw"] = host.Rewrite is null ? null : Rewrite(host.Rewrite),
        ["rd"] = new JsonArray([.. host.Redirects.Select(Redirect)]),
        ["pa"] = new JsonArray([.. host.Paths.Select(path => (JsonNode)new JsonArray(path.Source, Pattern(path.Pattern), path.Target))]),
        ["df"] = Settings(host.Defaults),
        ["di"] = new JsonArray([.. host.Directories.Select(section => (JsonNode)Section(section, path: true))]),
        ["lo"] = new JsonArray([.. host.Locations.Select(section => (JsonNode)Section(section, path: true))]),
        ["ht"] = Htaccess(host),
    });

    private JsonObject Htaccess(HostSettings host)
    {
        var byDirectory = new JsonObject();
        foreach (var (directory, overrides, own) in site.HtaccessOf(host))
        {
            byDirectory[directory] ??= new JsonObject();
            byDirectory[directory]![overrides] = Settings(own);
        }

        return byDirectory;
    }

    private int Settings(DirectorySettings from)
    {
        if (!numbers.TryGetValue(from, out var number))
        {
            number = settings.Count;
            numbers[from] = number;
            settings.Add(null);
            settings[number] = Trim(new JsonObject { ["a"] = Alias(from.Alias), ["w"] = from.Rewrite is null ? null
                : Rewrite(from.Rewrite), ["c"] = Core(from.Core) });
        }

        return number;
    }

    private JsonObject? Alias(AliasSettings? alias) => alias is null ? null : Trim(new JsonObject
    {
        ["r"] = new JsonArray([.. alias.Redirects.Select(Redirect)]),
        ["rel"] = alias.Relative,
        ["h"] = alias.Here is null ? null : Redirect(alias.Here),
    });

    private JsonObject Core(CoreSettings core) => Trim(new JsonObject
    {
        ["o"] = (int)core.Options,
        ["ad"] = (int)core.Added,
        ["rm"] = (int)core.Removed,
        ["ov"] = core.Overrides,
        ["dn"] = core.Denied,
        ["cn"] = core.CanonicalName,
        ["cp"] = core.CanonicalPort,
        ["es"] = core.EncodedSlashes,
        ["ks"] = core.KeepEncodedSlashes,
        ["ds"] = core.DirectorySlash,
        ["ix"] = core.IndexNames is null ? null : Strings(core.IndexNames),
        ["ed"] = new JsonObject(core.ErrorDocuments.Select(pair => KeyValuePair.Create($"{pair.Key}", (JsonNode?)pair.Value))),
        ["f"] = new JsonArray([.. core.Files.Select(section => (JsonNode)Section(section, path: false))]),
        ["i"] = new JsonArray([.. core.Ifs.Select(section => (JsonNode)new JsonArray(
            section.Kind, section.Condition is null ? null : Expression(section.Condition), Settings(section.Settings)))]),
    });

    private JsonArray Section(Section section, bool path) => section.Pattern is not null
        ? new JsonArray(2, Pattern(section.Pattern), Settings(section.Settings), null, 0)
        : new JsonArray(
            section.IsFnmatch ? 1 : 0,
            section.Path,
            Settings(section.Settings),
            section.IsFnmatch ? new JsonArray(ShellPattern.Of(section.Path, path)) : null,
            section.Components);

    private JsonObject Rewrite(RewriteSettings rewrite) => Trim(new JsonObject
    {
        ["e"] = rewrite.Enabled,
        ["o"] = (int)rewrite.Options,
        ["os"] = rewrite.OptionsSet,
        ["b"] = rewrite.Base,
        ["bs"] = rewrite.BaseSet,
        ["d"] = rewrite.Directory,
        ["r"] = new JsonArray([.. rewrite.Rules.Select(Rule)]),
        ["m"] = new JsonObject(rewrite.Maps.Values.Select(map => KeyValuePair.Create(map.Name, (JsonNode?)new JsonArray(map.Kind,
            map.Source)))),
    });

    private JsonNode Rule(RewriteRule rule) => new JsonArray(
        (int)rule.Flags,
        rule.Status,
        rule.Skip,
        rule.Rounds,
        rule.Escapes,
        rule.NoEscapes,
        Strings(rule.Environment),
        Pattern(rule.Pattern),
        rule.Output,
        new JsonArray([.. rule.Conditions.Select(Condition)]));

    private JsonNode Condition(RewriteCondition condition) => new JsonArray(
        condition.Input,
        (int)condition.Test,
        condition.Operand,
        Pattern(condition.Pattern),
        condition.Expression is null ? null : Expression(condition.Expression),
        condition.Negated,
        condition.Caseless,
        condition.OrNext);

    private JsonNode Redirect(AliasRedirect redirect) =>
        new JsonArray(redirect.Source, Pattern(redirect.Pattern), redirect.Target, redirect.Status);

    private JsonArray Expression(Expression e) => e switch
    {
        Expression.Constant constant => new JsonArray("const", constant.Value),
        Expression.Not not => new JsonArray("not", Expression(not.Inner)),
        Expression.And and => new JsonArray("and", Expression(and.Left), Expression(and.Right)),
        Expression.Or or => new JsonArray("or", Expression(or.Left), Expression(or.Right)),
        Expression.Test test => new JsonArray("empty", Parts(test.Word), test.Operator != 'z'),
        Expression.Matches matches => new JsonArray("match", Parts(matches.Word), Pattern(matches.Pattern), matches.Negated),
        Expression.Compare { Operator: "-strmatch" or "-strcmatch" or "-fnmatch" } like => Like(like),
        Expression.Compare compare => new JsonArray("cmp", compare.Operator, Parts(compare.Left), Parts(compare.Right)),
        _ => throw new InvalidOperationException($"The expression part {e.GetType().Name} has no form in the script."),
    };

    private static JsonArray Like(Expression.Compare like)
    {
        var folded = like.Operator == "-strcmatch";
        var pattern = string.Concat(like.Right.Select(part => part.Text));
        return new JsonArray("like", Parts(like.Left), ShellPattern.Of(folded ? Uris.Lower(pattern) : pattern,
            like.Operator == "-fnmatch"), folded);
    }

    private static JsonArray Parts(IReadOnlyList<Expression.WordPart> parts) => new([.. parts.Select(part => (JsonNode)(part.Group >= 0
        ? new JsonArray(2, part.Group)
        : new JsonArray(part.IsVariable ? 1 : 0, part.Text)))]);

    private int Pattern(Pcre? pattern)
    {
        if (pattern is null)
        {
            return -1;
        }

        if (!patternNumbers.TryGetValue((pattern.Pattern, pattern.Caseless), out var number))
        {
            number = patterns.Count;
            patternNumbers[(pattern.Pattern, pattern.Caseless)] = number;
            var keys = PatternShape.Keys(pattern.Tree, out var folded);
            patterns.Add(new JsonArray(JsPattern.Write(pattern.Tree), keys is null ? 0 : Strings(keys), folded ? 1 : 0));
        }

        return number;
    }

    private JsonObject Maps()
    {
        var maps = new JsonObject();
        var sources = site.VirtualHosts.Prepend(site.MainHost).SelectMany(host =>
            host.Rewrite?.Maps.Values ?? Enumerable.Empty<RewriteMap>());
        foreach (var source in sources.Where(map => map.Kind == "txt").Select(map => map.Source).Distinct(StringComparer.Ordinal))
        {
            maps[source] = new JsonObject(TextMap.Read(site.Files, source).Select(pair =>
                KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return maps;
    }

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    /// <summary>What is not set stays out of the tables.</summary>
    private static JsonObject Trim(JsonObject from)
    {
        foreach (var name in from.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
        {
            from.Remove(name);
        }

        return from;
    }
}
