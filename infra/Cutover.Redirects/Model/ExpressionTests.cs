namespace Cutover.Redirects;

/// <summary>The comparisons of httpd's expression language.</summary>
internal static class ExpressionTests
{
    internal static IReadOnlySet<string> Operators { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "==", "=", "!=", "<", "<=", ">", ">=",
        "-eq", "eq", "-ne", "ne", "-lt", "lt", "-le", "le", "-gt", "gt", "-ge", "ge",
        "-strmatch", "-strcmatch", "-fnmatch",
    };

    internal static bool Compare(string op, string left, string right) => op switch
    {
        "==" or "=" => string.Equals(left, right, StringComparison.Ordinal),
        "!=" => !string.Equals(left, right, StringComparison.Ordinal),
        "<" => string.CompareOrdinal(left, right) < 0,
        "<=" => string.CompareOrdinal(left, right) <= 0,
        ">" => string.CompareOrdinal(left, right) > 0,
        ">=" => string.CompareOrdinal(left, right) >= 0,
        "-strmatch" => Fnmatch.Matches(right, left, path: false),
        "-strcmatch" => Fnmatch.Matches(Uris.Lower(right), Uris.Lower(left), path: false),
        "-fnmatch" => Fnmatch.Matches(right, left, path: true),
        _ => Numbers(op.TrimStart('-'), Number(left), Number(right)),
    };

    private static bool Numbers(string op, long left, long right) => op switch
    {
        "eq" => left == right,
        "ne" => left != right,
        "lt" => left < right,
        "le" => left <= right,
        "gt" => left > right,
        _ => left >= right,
    };

    private static long Number(string text) => Uris.Atoi(text);
}
