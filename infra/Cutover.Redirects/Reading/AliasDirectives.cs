namespace Cutover.Redirects;

/// <summary>mod_alias's directives, with its checks and its words.</summary>
internal static class AliasDirectives
{
    internal static bool Handled(Directive directive, WalkContext context)
    {
        switch (directive.Name.ToUpperInvariant())
        {
            case "REDIRECT":
                var words = Arguments.Take(directive, 1, 3,
                    " takes one, two or three arguments, an optional status, then document to be redirected and destination URL");
                Redirect(directive, context, words, regex: false, status: 302);
                return true;
            case "REDIRECTMATCH":
                words = Arguments.Take(directive, 2, 3,
                    " takes two or three arguments, an optional status, then a regular expression and destination URL");
                Redirect(directive, context, words, regex: true, status: 302);
                return true;
            case "REDIRECTTEMP":
                Redirect(directive, context, Arguments.Two(directive, "a document to be redirected, then the destination URL"),
                    regex: false, status: 302);
                return true;
            case "REDIRECTPERMANENT":
                Redirect(directive, context, Arguments.Two(directive, "a document to be redirected, then the destination URL"),
                    regex: false, status: 301);
                return true;
            case "REDIRECTRELATIVE":
                context.Alias.Relative = Arguments.Flag(directive);
                return true;
            case "ALIAS" or "SCRIPTALIAS":
                Alias(directive, context);
                return true;
            case "ALIASMATCH" or "SCRIPTALIASMATCH":
                var pair = Arguments.Two(directive, "a regular expression and a filename");
                context.Host.Paths.Add(new(pair[0], Compile(directive, pair[0]), pair[1]));
                return true;
            default:
                return false;
        }
    }

    private static void Alias(Directive directive, WalkContext context)
    {
        var words = Arguments.Take(directive, 1, 2, " takes 1-2 arguments, a fakename and a realname, or a realname in a Location");
        if (words.Count == 2 && words[1].Length > 0)
        {
            if (context.Path is not null)
            {
                throw directive.Error($"{Arguments.Canonical(directive)} cannot occur within directory context");
            }

            context.Host.Paths.Add(new(words[0], null, words[1]));
            return;
        }

        throw context.Path is null
            ? directive.Error("Alias must have two arguments when used globally")
            : directive.Error("an Alias that takes its path from the Location around it is not read here", byApache: false);
    }

    private static void Redirect(Directive directive, WalkContext context, List<string> words, bool regex, int status)
    {
        var (first, second, third) = (words[0], Word(words, 1), Word(words, 2));
        var understood = Status(first, ref status);
        if (third is not null && understood == 0)
        {
            throw directive.Error("Redirect: invalid first argument (of three)");
        }

        var rule = new Rule(directive.At, DirectiveWalker.Text(directive));
        if (context.Path is not null && PathFromSection(directive, context, first, second, third, understood, status, rule))
        {
            return;
        }

        var (source, url) = third is null && understood == 0 ? (first, second) : (second, third);
        var pattern = regex ? Compile(directive, source ?? "") : null;
        if (status is >= 300 and < 400)
        {
            if (url is null)
            {
                throw directive.Error("URL to redirect to is missing");
            }

            if (!regex && !Uris.IsUrl(url) && !url.StartsWith('/'))
            {
                throw directive.Error("Redirect to non-URL");
            }
        }
        else if (url is not null)
        {
            throw directive.Error("Redirect URL not valid for this status");
        }

        if (source is null)
        {
            throw directive.Error("httpd accepts this line and stops at the first request; it names a status and no path", byApache: false);
        }

        var redirects = context.Path is null ? context.Host.Redirects : context.Alias.Redirects;
        redirects.Add(new(source, pattern, url, status, rule));
    }

    /// <summary>The form without a path: the section's own path is meant, and the target is an expression.</summary>
    private static bool PathFromSection(
        Directive directive, WalkContext context, string first, string? second, string? third, int understood, int status, Rule rule)
    {
        if ((understood > 0 && second is not null && third is null) || (understood == 0 && second is null))
        {
            var url = understood > 0 ? second! : first;
            if (url.Contains("%{", StringComparison.Ordinal) || url.Contains('$', StringComparison.Ordinal))
            {
                throw directive.Error("a Redirect whose target is an expression is not read here", byApache: false);
            }

            context.Alias.Here = new("", null, url, status, rule);
            return true;
        }

        if (understood < 0 && second is null)
        {
            context.Alias.Here = new("", null, null, status, rule);
            return true;
        }

        return false;
    }

    private static string? Word(List<string> words, int index) => index < words.Count && words[index].Length > 0 ? words[index] : null;

    /// <returns>1 for a redirect status, -1 for another, 0 where the word is no status.</returns>
    private static int Status(string word, ref int status)
    {
        switch (word.ToUpperInvariant())
        {
            case "PERMANENT":
                status = 301;
                return 1;
            case "TEMP":
                status = 302;
                return 1;
            case "SEEOTHER":
                status = 303;
                return 1;
            case "GONE":
                status = 410;
                return -1;
            default:
                if (!char.IsAsciiDigit(word[0]))
                {
                    return 0;
                }

                status = Uris.Atoi(word);
                return status is >= 300 and < 400 ? 1 : -1;
        }
    }

    internal static Pcre Compile(Directive directive, string pattern, bool caseless = false, string? complaint = null)
    {
        try
        {
            return new Pcre(pattern, caseless);
        }
        catch (PcreException e)
        {
            throw e.Invalid
                ? directive.Error(complaint ?? "Regular expression could not be compiled.")
                : directive.Error(e.Message, byApache: false);
        }
    }
}
