namespace Cutover.Redirects;

/// <summary>mod_rewrite's directives, with its checks and its words.</summary>
internal static class RewriteDirectives
{
    internal static bool Handled(Directive directive, WalkContext context)
    {
        switch (directive.Name.ToUpperInvariant())
        {
            case "REWRITEENGINE":
                var on = Arguments.Flag(directive);
                context.Rewrite.Enabled = on;
                context.Target.Rewrite!.Enabled = on;
                return true;
            case "REWRITEOPTIONS":
                Options(directive, context);
                return true;
            case "REWRITEBASE":
                Base(directive, context);
                return true;
            case "REWRITECOND":
                context.Rewrite.Pending.Add(RewriteConditions.Parse(directive));
                return true;
            case "REWRITERULE":
                Rule(directive, context);
                return true;
            case "REWRITEMAP":
                Map(directive, context);
                return true;
            default:
                return false;
        }
    }

    private static void Options(Directive directive, WalkContext context)
    {
        var options = RewriteOption.None;
        foreach (var word in Arguments.Several(directive, "List of option strings to set"))
        {
            if (word.StartsWith("MaxRedirects=", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            if (char.IsAsciiDigit(word[0]) || word.Contains(',', StringComparison.Ordinal)
                || !Enum.TryParse<RewriteOption>(word, ignoreCase: true, out var option) || option == RewriteOption.None)
            {
                throw directive.Error($"RewriteOptions: unknown option '{word}'");
            }

            options |= option;
        }

        context.Rewrite.Options |= options;
        context.Rewrite.OptionsSet = true;
        if (context.Path is null)
        {
            context.Target.Rewrite!.Options |= options;
            context.Target.Rewrite.OptionsSet = true;
        }
    }

    private static void Base(Directive directive, WalkContext context)
    {
        var url = Arguments.One(directive, "the base URL of the per-directory context");
        if (context.Path is null)
        {
            throw directive.Error("RewriteBase: only valid in per-directory config files");
        }

        if (!url.StartsWith('/'))
        {
            throw directive.Error("RewriteBase: argument is not a valid URL");
        }

        context.Rewrite.Base = url;
        context.Rewrite.BaseSet = true;
    }

    private static void Rule(Directive directive, WalkContext context)
    {
        if (Words.Rewrite(directive.Arguments, out _) is not { } words)
        {
            throw directive.Error($"RewriteRule: bad argument line '{directive.Arguments}'");
        }

        var rule = new RewriteRule { Rule = new(directive.At, DirectiveWalker.Text(directive)) };
        if (words.Third is { } flags)
        {
            RewriteFlags.Parse(directive, "RewriteRule", flags, (key, value) => RewriteFlags.Set(rule, key, value));
        }

        var pattern = words.First;
        if (pattern.StartsWith('!'))
        {
            rule.Flags |= RewriteFlag.Negated;
            pattern = pattern[1..];
        }

        rule.Pattern = AliasDirectives.Compile(directive, pattern, rule.Has(RewriteFlag.Caseless),
            $"RewriteRule: cannot compile regular expression '{pattern}'");
        rule.Output = words.Second;
        if (rule.Output == "-")
        {
            rule.Flags |= RewriteFlag.NoSubstitution;
        }

        if (rule.Output.EndsWith('?'))
        {
            // With QSA the splitting of the query copes with the last ?; without, the query is dropped and the ? has done its work.
            rule.Flags |= rule.Has(RewriteFlag.QueryAppend) ? RewriteFlag.QueryLast : RewriteFlag.QueryNone;
            rule.Output = rule.Has(RewriteFlag.QueryAppend) ? rule.Output : rule.Output[..^1];
        }
        else if (rule.Has(RewriteFlag.QueryDiscard) && !rule.Output.Contains('?', StringComparison.Ordinal))
        {
            rule.Flags |= RewriteFlag.QueryNone;
        }

        rule.Conditions = context.Rewrite.Pending;
        context.Rewrite.Pending = [];
        context.Rewrite.Rules.Add(rule);
    }

    private static void Map(Directive directive, WalkContext context)
    {
        var words = Arguments.Take(directive, 2, 3, " takes two or three arguments, a mapname and a filename and options");
        var (name, source) = (words[0], words[1]);
        var colon = source.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? "" : source[..colon].ToLowerInvariant();
        if (kind == "int")
        {
            source = source[4..];
            if (source is not ("tolower" or "toupper" or "escape" or "unescape"))
            {
                throw directive.Error("RewriteMap: internal map not found:" + source);
            }
        }
        else if (kind is "txt" or "rnd" or "prg")
        {
            source = context.State.Absolute(kind == "prg" ? source[4..].Split(' ')[0] : source[4..]);
            Exists(directive, context, name, source);
        }
        else if (kind.StartsWith("dbm", StringComparison.Ordinal) || kind is "dbd" or "fastdbd")
        {
            kind = kind.StartsWith("dbm", StringComparison.Ordinal) ? "dbm" : "dbd";
        }
        else
        {
            kind = "txt";
            source = context.State.Absolute(source);
            Exists(directive, context, name, source);
        }

        context.ServerRewrite.Maps[name] = new RewriteMap(name, kind, source);
    }

    private static void Exists(Directive directive, WalkContext context, string name, string path)
    {
        if (context.State.Files.Kind(path) == FileKind.Missing)
        {
            throw directive.Error($"RewriteMap: file for map {name} not found:{path}");
        }
    }
}
