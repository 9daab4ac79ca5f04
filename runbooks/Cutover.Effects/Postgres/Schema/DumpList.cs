using System.Text.RegularExpressions;

namespace Cutover.Effects;

/// <summary>Chooses what of a dump is restored on a server where we are not superuser.</summary>
internal static partial class DumpList
{
    /// <summary>
    /// The dump's table of contents without what needs superuser or is made otherwise: event triggers, comments on extensions, and
    /// schemas, which are made first so that their tables' owners may create in them.
    /// </summary>
    public static string Filter(string list) => string.Join('\n', list.Split('\n').Where(line => !Left().IsMatch(line)));

    [GeneratedRegex(
        @"^\d+; \d+ \d+ ((COMMENT - (EXTENSION|SCHEMA|EVENT TRIGGER) )|EVENT TRIGGER |SCHEMA |PUBLICATION |SUBSCRIPTION )",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Left();
}
