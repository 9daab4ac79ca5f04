namespace Cutover.Redirects;

/// <summary>Obeys a tree of directives as httpd's ap_walk_config does.</summary>
internal static class DirectiveWalker
{
    internal static void Walk(IEnumerable<Directive> directives, WalkContext context)
    {
        foreach (var directive in directives)
        {
            Obey(directive, context);
        }
    }

    private static void Obey(Directive directive, WalkContext context)
    {
        var known = DirectiveTable.Find(directive.Name, context.State.Modules);
        if (known.Count == 0)
        {
            if (context.Overrides?.Contains('U', StringComparison.Ordinal) == true)
            {
                context.Omissions.Add(new(directive.At, Text(directive), MayChangeAnswers: false,
                    "unknown, and AllowOverride Nonfatal=Unknown passes over it"));
                return;
            }

            throw directive.Error(
                $"Invalid command '{directive.Name}', perhaps misspelled or defined by a module not included in the server configuration");
        }

        foreach (var entry in known)
        {
            if (!Allowed(directive, entry, context))
            {
                continue;
            }

            if (entry.Module == "mod_rewrite.c")
            {
                context.TouchRewrite();
            }

            if (!Handled(directive, context))
            {
                context.Omissions.Add(Omissions.Of(directive, entry));
            }
        }
    }

    private static bool Allowed(Directive directive, KnownDirective known, WalkContext context)
    {
        var allowed = context.Overrides is { } overrides ? known.AllowedBy(overrides)
            : context.Path is null ? known.AllowedOutside
            : known.AllowedInside;
        if (allowed)
        {
            return true;
        }

        if (context.Overrides?.Contains('N', StringComparison.Ordinal) == true)
        {
            context.Omissions.Add(new(directive.At, Text(directive), MayChangeAnswers: false,
                "forbidden here by AllowOverride, which Nonfatal=Override passes over"));
            return false;
        }

        throw directive.Error(directive.Parent is { } parent
            ? $"{known.Name} not allowed in {DirectiveTable.Spelling(parent.Name)}> context"
            : $"{known.Name} not allowed here");
    }

    private static bool Handled(Directive directive, WalkContext context) =>
        directive.Name.StartsWith('<')
            ? SectionDirectives.Handled(directive, context)
            : RewriteDirectives.Handled(directive, context)
                || AliasDirectives.Handled(directive, context)
                || CoreDirectives.Handled(directive, context);

    internal static string Text(Directive directive) =>
        directive.Arguments.Length == 0 ? directive.Name : $"{directive.Name} {directive.Arguments}";
}
