namespace Cutover.Redirects;

/// <summary>Shell patterns as APR reads them (apr_fnmatch).</summary>
internal static class Fnmatch
{
    internal static bool IsPattern(string text) => text.IndexOfAny(['*', '?', '[']) >= 0;

    /// <summary>With <paramref name="path"/>, a * or ? does not match a slash (APR_FNM_PATHNAME).</summary>
    internal static bool Matches(string pattern, string text, bool path) => Matches(pattern, 0, text, 0, path);

    private static bool Matches(string pattern, int p, string text, int t, bool path)
    {
        for (; p < pattern.Length; p++)
        {
            switch (pattern[p])
            {
                case '*':
                    for (var rest = t; rest <= text.Length; rest++)
                    {
                        if (Matches(pattern, p + 1, text, rest, path))
                        {
                            return true;
                        }

                        if (rest < text.Length && path && text[rest] == '/')
                        {
                            return false;
                        }
                    }

                    return false;
                case '?' when t < text.Length && !(path && text[t] == '/'):
                    t++;
                    break;
                case '[' when Bracket(pattern, ref p, t < text.Length ? text[t] : '\0', out var hit):
                    if (!hit || t >= text.Length || (path && text[t] == '/'))
                    {
                        return false;
                    }

                    t++;
                    break;
                default:
                    if (pattern[p] == '\\' && p + 1 < pattern.Length)
                    {
                        p++;
                    }

                    if (t >= text.Length || pattern[p] == '?' || text[t++] != pattern[p])
                    {
                        return false;
                    }

                    break;
            }
        }

        return t == text.Length;
    }

    /// <summary>Moves over a bracket expression; false, and no move, where the bracket is never closed and so is literal.</summary>
    private static bool Bracket(string pattern, ref int p, char c, out bool hit)
    {
        hit = false;
        var at = p + 1;
        var negated = at < pattern.Length && pattern[at] is '!' or '^';
        at += negated ? 1 : 0;
        for (var first = true; at < pattern.Length; first = false, at++)
        {
            if (pattern[at] == ']' && !first)
            {
                p = at;
                hit ^= negated;
                return true;
            }

            if (at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']')
            {
                hit |= c >= pattern[at] && c <= pattern[at + 2];
                at += 2;
            }
            else
            {
                hit |= pattern[at] == c;
            }
        }

        return false;
    }
}
