using System.Text;

namespace Cutover.Redirects;

/// <summary>Shell patterns as patterns of JavaScript's, with APR's meaning.</summary>
internal static class ShellPattern
{
    /// <summary>With <paramref name="path"/>, a * or ? does not match a slash.</summary>
    internal static string Of(string pattern, bool path)
    {
        var text = new StringBuilder("^");
        for (var p = 0; p < pattern.Length; p++)
        {
            switch (pattern[p])
            {
                case '*':
                    text.Append(path ? "[^/]*" : "[^]*");
                    break;
                case '?':
                    text.Append(path ? "[^/]" : "[^]");
                    break;
                case '[' when Bracket(pattern, ref p, out var set):
                    text.Append(path ? "(?!/)" : "").Append(set);
                    break;
                default:
                    p += pattern[p] == '\\' && p + 1 < pattern.Length ? 1 : 0;
                    text.Append(Literal(pattern[p]));
                    break;
            }
        }

        return text.Append('$').ToString();
    }

    /// <summary>A ServerAlias: only * and ? are special, and both match anything.</summary>
    internal static string OfHost(string alias) =>
        "^" + string.Concat(alias.Select(c => c == '*' ? "[^]*" : c == '?' ? "[^]" : Literal(c))) + "$";

    private static string Literal(char c) => char.IsAsciiLetterOrDigit(c) ? c.ToString() : $"\\x{(int)c:x2}";

    /// <summary>False, and no move, where the bracket is never closed and so is literal.</summary>
    private static bool Bracket(string pattern, ref int p, out string set)
    {
        var at = p + 1;
        var negated = at < pattern.Length && pattern[at] is '!' or '^';
        at += negated ? 1 : 0;
        var text = new StringBuilder(negated ? "[^" : "[");
        for (var first = true; at < pattern.Length; first = false, at++)
        {
            if (pattern[at] == ']' && !first)
            {
                p = at;
                set = text.Append(']').ToString();
                return true;
            }

            if (at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']')
            {
                text.Append(pattern[at] <= pattern[at + 2] ? $"{Literal(pattern[at])}-{Literal(pattern[at + 2])}" : "");
                at += 2;
            }
            else
            {
                text.Append(Literal(pattern[at]));
            }
        }

        set = "";
        return false;
    }
}
