namespace Cutover.Redirects;

/// <summary>httpd's own checks on the number of a directive's arguments, with its words.</summary>
internal static class Arguments
{
    internal static string One(Directive directive, string help) =>
        Take(directive, 1, 1, " takes one argument" + Help(help))[0];

    internal static List<string> Two(Directive directive, string help)
    {
        var words = Take(directive, 2, 2, " takes two arguments" + Help(help));
        return words[1].Length > 0 ? words : throw directive.Error(Canonical(directive) + " takes two arguments" + Help(help));
    }

    internal static bool Flag(Directive directive)
    {
        var rest = directive.Arguments;
        var word = Words.Next(ref rest);
        return word.Equals("on", StringComparison.OrdinalIgnoreCase)
            || (word.Equals("off", StringComparison.OrdinalIgnoreCase)
                ? false
                : throw directive.Error(Canonical(directive) + " must be On or Off"));
    }

    /// <summary>At least one argument; each further one repeats the directive.</summary>
    internal static List<string> Several(Directive directive, string help)
    {
        var words = Words.All(directive.Arguments);
        return words.Count > 0 && words[0].Length > 0
            ? [.. words.TakeWhile(word => word.Length > 0)]
            : throw directive.Error(Canonical(directive) + " requires at least one argument" + Help(help));
    }

    internal static List<string> Take(Directive directive, int least, int most, string complaint)
    {
        var words = Words.All(directive.Arguments);
        if (words.Count < least || words.Count > most || words.Take(least).Any(word => word.Length == 0))
        {
            throw directive.Error(Canonical(directive) + complaint);
        }

        return words;
    }

    /// <summary>The name as httpd spells it, whatever the file wrote.</summary>
    internal static string Canonical(Directive directive) => DirectiveTable.Spelling(directive.Name);

    private static string Help(string help) => help.Length == 0 ? "" : ", " + help;
}
