using System.Globalization;
using System.Text;

namespace Cutover.Redirects;

/// <summary>Small rules about URLs and strings, as httpd and C have them. Strings hold bytes.</summary>
internal static class Uris
{
    /// <summary>What ap_os_escape_path lets through; everything else becomes %hh in lower case.</summary>
    private const string Plain = "$-_.+!*'(),:;@&=/~";

    private static readonly (string Prefix, bool Query)[] Schemes =
    [
        ("ajp://", true), ("balancer://", true), ("ftp://", false), ("fcgi://", true), ("gopher://", false), ("http://", true),
        ("https://", true), ("h2://", true), ("h2c://", true), ("ldap://", false), ("mailto:", true), ("news:", false), ("nntp://", false),
        ("scgi://", true), ("ws://", true), ("wss://", true), ("unix:", true),
    ];

    internal static string Lower(string text) => string.Create(text.Length, text, static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = from[i] is >= 'A' and <= 'Z' ? (char)(from[i] + 32) : from[i];
        }
    });

    internal static string Upper(string text) => string.Create(text.Length, text, static (span, from) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            span[i] = from[i] is >= 'a' and <= 'z' ? (char)(from[i] - 32) : from[i];
        }
    });

    /// <summary>C's atoi: leading white space, a sign, digits; 0 for anything else; too large wraps as glibc's does.</summary>
    internal static int Atoi(string text)
    {
        var at = 0;
        while (at < text.Length && Words.IsSpace(text[at]))
        {
            at++;
        }

        var negative = at < text.Length && text[at] == '-';
        at += at < text.Length && text[at] is '-' or '+' ? 1 : 0;
        Int128 value = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            value = Int128.Min((value * 10) + (text[at] - '0'), (Int128)long.MaxValue + 1);
        }

        value = Int128.Clamp(negative ? -value : value, long.MinValue, long.MaxValue);
        return unchecked((int)(long)value);
    }

    /// <summary>ap_is_url: letters, digits, + - . up to a colon.</summary>
    internal static bool IsUrl(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeChars) < 0;
    }

    private static readonly System.Buffers.SearchValues<char> SchemeChars =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-.");

    /// <summary>mod_rewrite's is_absolute_uri: the length of a scheme it knows, or 0.</summary>
    internal static int Absolute(string uri, out bool query)
    {
        query = false;
        if (uri.Length <= 5 || uri[0] == '/')
        {
            return 0;
        }

        foreach (var (prefix, takesQuery) in Schemes)
        {
            if (uri.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                query = takesQuery;
                return prefix == "unix:" && uri.AsSpan(5).StartsWith("//", StringComparison.Ordinal) ? 7 : prefix.Length;
            }
        }

        return 0;
    }

    /// <summary>ap_os_escape_path; with <paramref name="partial"/> false, a colon before the first slash is kept from looking like a
    /// scheme.</summary>
    internal static string Escape(string path, bool partial = true)
    {
        var result = new StringBuilder(path.Length + 8);
        if (!partial && path.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            && path.IndexOf('/', StringComparison.Ordinal) is var slash && (slash < 0 || colon < slash))
        {
            result.Append("./");
        }

        foreach (var c in path)
        {
            if (char.IsAsciiLetterOrDigit(c) || Plain.Contains(c, StringComparison.Ordinal))
            {
                result.Append(c);
            }
            else
            {
                result.Append(CultureInfo.InvariantCulture, $"%{(int)c:x2}");
            }
        }

        return result.ToString();
    }

    /// <summary>ap_unescape_url: %hh decoded; what is not hexadecimal stays.</summary>
    internal static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && IsHex(text, i + 1) && IsHex(text, i + 2))
            {
                result.Append((char)Convert.ToInt32(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    internal static bool IsHex(string text, int at) => at < text.Length && char.IsAsciiHexDigit(text[at]);
}
