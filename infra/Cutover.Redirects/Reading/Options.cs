namespace Cutover.Redirects;

/// <summary>Reads Options.</summary>
internal static class Options
{
    internal static void Apply(Directive directive, CoreSettings core)
    {
        var (first, merging, allOrNone) = (true, false, false);
        foreach (var word in Words.All(directive.Arguments))
        {
            var sign = word.Length > 0 && word[0] is '+' or '-' ? word[0] : '\0';
            var name = sign == '\0' ? word : word[1..];
            if ((sign != '\0' && !merging && !first && !allOrNone) || (sign == '\0' && !first && merging))
            {
                throw directive.Error("Either all Options must start with + or -, or no Option may.");
            }

            merging |= sign != '\0';
            core.Options = sign == '\0' && first ? CoreOption.None : core.Options;
            var option = Named(directive, name);
            if (name.ToUpperInvariant() is "NONE" or "ALL")
            {
                Alone(directive, name, first, merging);
                allOrNone = true;
            }

            Set(core, option, sign);
            first = false;
        }
    }

    private static void Alone(Directive directive, string name, bool first, bool merging)
    {
        var spelt = name.Equals("none", StringComparison.OrdinalIgnoreCase) ? "None" : "All";
        if (!first)
        {
            throw directive.Error($"'Options {spelt}' must be the first {(spelt == "None" ? "Option" : "option")} given.");
        }

        if (merging)
        {
            throw directive.Error($"You may not use 'Options +{spelt}' or 'Options -{spelt}'.");
        }
    }

    private static void Set(CoreSettings core, CoreOption option, char sign)
    {
        switch (sign)
        {
            case '-':
                core.Removed |= option;
                core.Added &= ~option;
                core.Options &= ~option;
                break;
            case '+':
                core.Added |= option;
                core.Removed &= ~option;
                core.Options |= option;
                break;
            default:
                core.Options |= option;
                break;
        }
    }

    private static CoreOption Named(Directive directive, string name) => name.ToUpperInvariant() switch
    {
        "INDEXES" => CoreOption.Indexes,
        "INCLUDES" => CoreOption.Includes | CoreOption.IncludesExec,
        "INCLUDESNOEXEC" => CoreOption.Includes,
        "FOLLOWSYMLINKS" => CoreOption.SymLinks,
        "SYMLINKSIFOWNERMATCH" => CoreOption.SymOwner,
        "EXECCGI" => CoreOption.ExecCgi,
        "MULTIVIEWS" => CoreOption.MultiViews,
        "RUNSCRIPTS" => CoreOption.MultiViews | CoreOption.ExecCgi,
        "NONE" => CoreOption.None,
        "ALL" => CoreOption.All,
        _ => throw directive.Error($"Illegal option {name}"),
    };
}
