using System.Globalization;
using System.Net;

namespace Cutover.Redirects;

/// <summary>Reads a Host header as httpd does in its strict default.</summary>
internal static class HostHeader
{
    internal static bool TryRead(string header, out string? name, out int? port)
    {
        name = null;
        port = null;
        var text = Words.Trim(header);
        if (text.Length == 0)
        {
            return true;
        }

        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        end = end < 0 ? text.Length : end;
        var (host, rest) = (text[..end], text[end..]);
        if (rest.Length > 0)
        {
            if (rest[0] != ':' || !int.TryParse(rest.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                || number is <= 0 or > 65535)
            {
                return false;
            }

            port = number;
        }

        name = Uris.Lower(host);
        name = name.Length > 1 && name.EndsWith('.') ? name[..^1] : name;
        return host.StartsWith('[') ? IPAddress.TryParse(host[1..^1], out _) : IsName(name);
    }

    /// <summary>
    /// strict_hostname_check: letters, digits, - _ and dots; an address has four numbers, and a last label begins with a letter.
    /// </summary>
    private static bool IsName(string name)
    {
        if (name.Length == 0 || name.Contains("..", StringComparison.Ordinal)
            || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            return false;
        }

        if (!name.All(c => char.IsAsciiDigit(c) || c == '.'))
        {
            var dot = name.LastIndexOf('.');
            return dot < 0 || dot + 1 == name.Length || char.IsAsciiLetter(name[dot + 1]);
        }

        var numbers = name.Split('.');
        return numbers.Length == 4 && numbers.All(number => number is [not '0', ..] or "0");
    }
}
