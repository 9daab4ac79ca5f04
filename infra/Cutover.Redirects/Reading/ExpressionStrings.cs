using System.Text;

namespace Cutover.Redirects;

/// <summary>Strings and variables of the expression language.</summary>
internal static class ExpressionStrings
{
    private static readonly HashSet<string> Variables = new(StringComparer.OrdinalIgnoreCase)
    {
        "HTTP_ACCEPT", "HTTP_COOKIE", "HTTP_FORWARDED", "HTTP_HOST", "HTTP_PROXY_CONNECTION", "HTTP_REFERER", "HTTP_USER_AGENT",
        "REQUEST_METHOD", "REQUEST_SCHEME", "REQUEST_URI", "QUERY_STRING", "REQUEST_FILENAME", "SCRIPT_FILENAME", "DOCUMENT_ROOT",
        "SERVER_NAME", "SERVER_PORT", "SERVER_ADMIN", "SERVER_PROTOCOL", "THE_REQUEST", "HTTPS", "IPV6", "REMOTE_ADDR", "PATH_INFO",
        "TIME_YEAR", "TIME_MON", "TIME_DAY", "TIME_HOUR", "TIME_MIN", "TIME_SEC", "TIME_WDAY", "TIME",
    };

    internal static List<Expression.WordPart> Read(string text, ref int at, char quote, Action<string> fail, Action<string> refuse)
    {
        var parts = new List<Expression.WordPart>();
        var literal = new StringBuilder();
        for (at++; at < text.Length && text[at] != quote; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
                literal.Append(text[at] switch
                {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    'b' => '\b',
                    'f' => '\f',
                    _ => text[at],
                });
            }
            else if (text[at] == '%' && at + 1 < text.Length && text[at + 1] == '{')
            {
                parts.Add(new(literal.ToString()));
                literal.Clear();
                parts.Add(Variable(text, ref at, fail, refuse));
                at--;
            }
            else if (text[at] == '$' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
            {
                parts.Add(new(literal.ToString()));
                literal.Clear();
                parts.Add(new("", Group: text[++at] - '0'));
            }
            else
            {
                literal.Append(text[at]);
            }
        }

        if (at >= text.Length)
        {
            fail("Unterminated string");
        }

        at++;
        parts.Add(new(literal.ToString()));
        return parts;
    }

    internal static Expression.WordPart Variable(string text, ref int at, Action<string> fail, Action<string> refuse)
    {
        var end = text.IndexOf('}', at);
        if (end < 0)
        {
            fail("Unterminated variable");
        }

        var name = text[(at + 2)..end];
        at = end + 1;
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && name[..colon].ToUpperInvariant() is "HTTP" or "REQ" && colon + 1 < name.Length)
        {
            return new("HTTP:" + name[(colon + 1)..], IsVariable: true);
        }

        if (colon >= 0 || name.StartsWith(':') || !Variables.Contains(name))
        {
            refuse($"uses %{{{name}}}");
        }

        return new(name, IsVariable: true);
    }
}
