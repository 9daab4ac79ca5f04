using System.Globalization;

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

        if (host.Length == 0 || host.Contains("..", StringComparison.Ordinal)
            || host.Any(c => c is '/' or '\\' or <= ' ' or > '~' or '@' or '?' or '#' or '%'))
        {
            return false;
        }

        name = Uris.Lower(host);
        name = name.Length > 1 && name.EndsWith('.') ? name[..^1] : name;
        return true;
    }
}
