namespace Cutover.Redirects;

/// <summary>The sections that stay in the tree: VirtualHost, Directory, Location, Files, If, Limit and their kin.</summary>
internal static class SectionDirectives
{
    internal static bool Handled(Directive section, WalkContext context)
    {
        switch (section.Name.ToUpperInvariant())
        {
            case "<DIRECTORY" or "<DIRECTORYMATCH":
                Outside(section, context);
                context.Host.Directories.Add(Read(section, context, directory: true));
                return true;
            case "<LOCATION" or "<LOCATIONMATCH":
                Outside(section, context);
                context.Host.Locations.Add(Read(section, context, directory: false));
                return true;
            case "<FILES" or "<FILESMATCH":
                if (section.Inside("<Location", "<LocationMatch") || context.InLimit)
                {
                    var around = context.InLimit ? "<Limit>" : "<Location>";
                    throw section.Error($"{DirectiveTable.Spelling(section.Name)}> cannot occur within {around} section");
                }

                context.Target.Core.Files.Add(Read(section, context, directory: false));
                return true;
            case "<IF" or "<ELSEIF" or "<ELSE":
                context.Target.Core.Ifs.Add(If(section, context));
                return true;
            case "<LIMIT" or "<LIMITEXCEPT" or "<REQUIREANY" or "<REQUIREALL" or "<REQUIRENONE":
                Argument(section, mayBeEmpty: section.Name.StartsWith("<Req", StringComparison.OrdinalIgnoreCase));
                DirectiveWalker.Walk(section.Children, context with { InLimit = true });
                return true;
            case "<VIRTUALHOST":
                throw section.Error("<VirtualHost> cannot occur within directory context");
            default:
                return false;
        }
    }

    internal static string Argument(Directive section, bool mayBeEmpty = false)
    {
        var end = section.Arguments.LastIndexOf('>');
        if (end < 0)
        {
            throw section.Error($"{DirectiveTable.Spelling(section.Name)}> directive missing closing '>'");
        }

        return end > 0 || mayBeEmpty
            ? section.Arguments[..end]
            : throw section.Error($"{DirectiveTable.Spelling(section.Name)}> directive requires additional arguments");
    }

    private static void Outside(Directive section, WalkContext context)
    {
        if (context.Path is not null || context.InLimit)
        {
            throw section.Error($"{DirectiveTable.Spelling(section.Name)}> cannot occur within directory context");
        }
    }

    private static Section Read(Directive section, WalkContext context, bool directory)
    {
        var rest = Argument(section);
        var path = Words.Next(ref rest);
        var matches = section.Name.EndsWith("Match", StringComparison.OrdinalIgnoreCase);
        if (path == "~" && !matches)
        {
            path = Words.Next(ref rest);
            matches = true;
        }

        var pattern = matches ? AliasDirectives.Compile(section, path, complaint: "Regex could not be compiled") : null;
        if (directory && pattern is null && path != "/")
        {
            path = RewriteSettings.WithSlash(path.StartsWith('/') ? Paths.Clean(path) : path);
        }

        var settings = new DirectorySettings();
        DirectiveWalker.Walk(section.Children, context with
        {
            Target = settings,
            Path = path,
            Overrides = context.Overrides,
        });
        if (rest.Length > 0)
        {
            throw section.Error($"Multiple {DirectiveTable.Spelling(section.Name)}> arguments not (yet) supported.");
        }

        return new Section(path, pattern, settings);
    }

    private static Section If(Directive section, WalkContext context)
    {
        var rest = Argument(section, mayBeEmpty: true);
        var kind = section.Name[1..].ToUpperInvariant();
        if (kind != "IF" && context.Target.Core.Ifs is not [.., { Kind: "IF" or "ELSEIF" }])
        {
            throw section.Error("<Else> or <ElseIf> section without previous <If> or <ElseIf> section in same scope");
        }

        Expression? condition = null;
        if (kind == "ELSE")
        {
            if (rest.Length > 0)
            {
                throw section.Error("<Else> does not take an argument");
            }
        }
        else
        {
            rest = Argument(section);
            condition = Expression.Parse(section, Words.Next(ref rest), e => $"Cannot parse condition clause: {e}");
        }

        var settings = new DirectorySettings();
        DirectiveWalker.Walk(section.Children, context with { Target = settings, Path = "*If" });
        if (rest.Length > 0)
        {
            throw section.Error($"Multiple {DirectiveTable.Spelling(section.Name)}> arguments not supported.");
        }

        return new Section("*If", null, settings, condition, kind);
    }

}
