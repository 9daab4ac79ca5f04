namespace Cutover.Redirects;

/// <summary>Tests one RewriteCond (apply_rewrite_cond).</summary>
internal static class RewriteTests
{
    internal static bool Holds(RewriteCondition condition, RewriteContext context)
    {
        var holds = condition.Test == RewriteTest.Expression ? OfExpression(condition, context) : Plain(condition, context);
        return holds != condition.Negated;
    }

    private static bool OfExpression(RewriteCondition condition, RewriteContext context)
    {
        Captures? groups = null;
        var holds = condition.Expression!.Holds(name => RewriteVariables.Lookup(name, context.Request, context.Uri), ref groups);
        if (holds && !condition.Negated)
        {
            context.OfCondition = groups;
        }

        return holds;
    }

    private static bool Plain(RewriteCondition condition, RewriteContext context)
    {
        var input = RewriteExpansion.Expand(condition.Input, context);
        var files = context.Request.Site.Files;
        switch (condition.Test)
        {
            case RewriteTest.FileExists:
                return files.Kind(input) == FileKind.File;
            case RewriteTest.FileSize:
                return files.Kind(input) == FileKind.File && files.Length(input) > 0;
            case RewriteTest.FileDirectory:
                return files.Kind(input) == FileKind.Directory;
            case RewriteTest.FileExecutable:
                return files.Executable(input);
            case RewriteTest.FileLink:
                throw new UnansweredException($"{condition.At}: a test for symbolic links (-l) is not known here");
            case RewriteTest.UrlSubrequest or RewriteTest.FileSubrequest:
                throw new UnansweredException($"{condition.At}: a test by subrequest (-U, -F) is not known here");
            case RewriteTest.Pattern:
                return Matches(condition, context, input);
            case >= RewriteTest.NumberLess and <= RewriteTest.NumberGreaterOrEqual:
                return Ordered(condition.Test, Uris.Atoi(input).CompareTo(Uris.Atoi(condition.Operand)));
            default:
                return Ordered(condition.Test, Compare(condition, input));
        }
    }

    private static bool Matches(RewriteCondition condition, RewriteContext context, string input)
    {
        var captures = condition.Pattern!.Match(input);
        if (captures is not null && !condition.Negated)
        {
            context.OfCondition = captures;
        }

        return captures is not null;
    }

    /// <summary>Strings of different length compare by length alone (compare_lexicography), except where case is ignored.</summary>
    private static int Compare(RewriteCondition condition, string input)
    {
        var operand = condition.Operand;
        if (condition.Caseless)
        {
            return string.CompareOrdinal(Uris.Lower(input), Uris.Lower(operand));
        }

        return input.Length != operand.Length ? input.Length.CompareTo(operand.Length) : string.CompareOrdinal(input, operand);
    }

    private static bool Ordered(RewriteTest test, int order) => test switch
    {
        RewriteTest.Less or RewriteTest.NumberLess => order < 0,
        RewriteTest.LessOrEqual or RewriteTest.NumberLessOrEqual => order <= 0,
        RewriteTest.Greater or RewriteTest.NumberGreater => order > 0,
        RewriteTest.GreaterOrEqual or RewriteTest.NumberGreaterOrEqual => order >= 0,
        _ => order == 0,
    };
}
