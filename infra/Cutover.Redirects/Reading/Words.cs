using System.Text;

namespace Cutover.Redirects;

/// <summary>httpd's ways of cutting a line into words (ap_getword_conf, and parseargline of mod_rewrite).</summary>
internal static class Words
{
    internal static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    internal static string Trim(string line)
    {
        var start = 0;
        var end = line.Length;
        while (start < end && IsSpace(line[start]))
        {
            start++;
        }

        while (end > start && IsSpace(line[end - 1]))
        {
            end--;
        }

        return line[start..end];
    }

    /// <summary>Takes the next word off <paramref name="rest"/>: quotes and backslashes honoured. Empty when none is left.</summary>
    internal static string Next(ref string rest)
    {
        var at = Skip(rest, 0);
        if (at == rest.Length)
        {
            rest = "";
            return "";
        }

        var quote = rest[at];
        string word;
        if (quote is '"' or '\'')
        {
            var end = at + 1;
            while (end < rest.Length && rest[end] != quote)
            {
                end += rest[end] == '\\' && end + 1 < rest.Length && (rest[end + 1] == quote || rest[end + 1] == '\\') ? 2 : 1;
            }

            word = Unescaped(rest[(at + 1)..end], quote);
            at = Math.Min(end + 1, rest.Length);
        }
        else
        {
            var end = at;
            while (end < rest.Length && !IsSpace(rest[end]))
            {
                end++;
            }

            word = Unescaped(rest[at..end], '\0');
            at = end;
        }

        rest = rest[Skip(rest, at)..];
        return word;
    }

    internal static List<string> All(string rest)
    {
        var words = new List<string>();
        while (rest.Length > 0)
        {
            words.Add(Next(ref rest));
        }

        return words;
    }

    /// <summary>The two or three arguments of RewriteRule and RewriteCond, taken raw; null where httpd says "bad argument line".</summary>
    internal static (string First, string Second, string? Third)? Rewrite(string line, out string firstOfBadLine)
    {
        var at = Skip(line, 0);
        var first = Raw(line, ref at);
        firstOfBadLine = first;
        if (at >= line.Length)
        {
            return null;
        }

        at = Skip(line, at + 1);
        var second = Raw(line, ref at);
        if (at >= line.Length)
        {
            return (first, second, null);
        }

        at = Skip(line, at + 1);
        return (first, second, at >= line.Length ? null : Raw(line, ref at));
    }

    private static string Raw(string line, ref int at)
    {
        var quote = at < line.Length && line[at] is '"' or '\'' ? line[at++] : '\0';
        var start = at;
        for (; at < line.Length; at++)
        {
            if ((quote == '\0' && IsSpace(line[at])) || line[at] == quote)
            {
                break;
            }

            if (line[at] == '\\' && at + 1 < line.Length && IsSpace(line[at + 1]))
            {
                at++;
            }
        }

        return line[start..at];
    }

    private static int Skip(string text, int at)
    {
        while (at < text.Length && IsSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static string Unescaped(string text, char quote)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && (text[i + 1] == '\\' || (quote != '\0' && text[i + 1] == quote)))
            {
                i++;
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }
}
