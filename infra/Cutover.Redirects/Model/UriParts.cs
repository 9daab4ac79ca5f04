using System.Globalization;

namespace Cutover.Redirects;

/// <summary>A URL taken apart and put together the way APR does it (apr_uri_parse, apr_uri_unparse).</summary>
internal sealed record UriParts
{
    internal string? Scheme { get; private set; }

    internal string? User { get; private set; }

    internal string? Password { get; private set; }

    internal string? HostName { get; private set; }

    internal string? PortText { get; private set; }

    internal int Port { get; private set; }

    internal string? Path { get; private set; }

    internal string? Query { get; private set; }

    internal string? Fragment { get; private set; }

    /// <summary>Parses; what is malformed leaves the parts after the fault unset, as in APR.</summary>
    internal static UriParts Parse(string uri)
    {
        var parts = new UriParts();
        parts.Read(uri);
        return parts;
    }

    /// <summary>Everything before the query. A default port goes away, and a password is hidden.</summary>
    internal string WithoutQuery()
    {
        var site = User is null && Password is null ? "" : (User ?? "") + (Password is null ? "" : ":XXXXXXXX") + "@";
        if (HostName is not null)
        {
            var name = HostName.Contains(':', StringComparison.Ordinal) ? $"[{HostName}]" : HostName;
            site = $"//{site}{name}" + (PortText is null || Port == 0 || Port == DefaultPort(Scheme) ? "" : ":" + PortText);
        }

        return (Scheme is null ? "" : Scheme + ":") + site + Path;
    }

    private void Read(string uri)
    {
        if (uri.StartsWith('/'))
        {
            if (uri.StartsWith("//", StringComparison.Ordinal) && !uri.StartsWith("///", StringComparison.Ordinal))
            {
                ReadAuthority(uri[2..]);
            }
            else
            {
                ReadPath(uri);
            }

            return;
        }

        var end = 0;
        while (end < uri.Length && (char.IsAsciiLetter(uri[end]) || (end > 0 && (char.IsAsciiDigit(uri[end])
            || uri[end] is '+' or '-' or '.'))))
        {
            end++;
        }

        var rest = uri;
        if (end > 0 && end < uri.Length && uri[end] == ':')
        {
            Scheme = uri[..end];
            rest = uri[(end + 1)..];
        }

        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            ReadAuthority(rest[2..]);
            return;
        }

        var slash = uri.IndexOf('/', StringComparison.Ordinal);
        if (Scheme is null && (slash < 0 ? uri : uri[..slash]).Contains(':', StringComparison.Ordinal))
        {
            return;
        }

        ReadPath(rest);
    }

    private void ReadAuthority(string text)
    {
        var end = text.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? text : text[..end];
        var rest = end < 0 ? "" : text[end..];
        var sign = authority.LastIndexOf('@');
        if (sign >= 0)
        {
            var colon = authority.IndexOf(':', 0, sign);
            User = colon < 0 ? authority[..sign] : authority[..colon];
            Password = colon < 0 ? null : authority[(colon + 1)..sign];
            authority = authority[(sign + 1)..];
        }

        if (ReadHost(authority))
        {
            ReadPath(rest);
        }
    }

    private bool ReadHost(string authority)
    {
        var bracket = authority.StartsWith('[') ? authority.IndexOf(']', StringComparison.Ordinal) : -1;
        if (authority.StartsWith('[') && bracket < 0)
        {
            return false;
        }

        var colon = bracket < 0 ? authority.IndexOf(':', StringComparison.Ordinal)
            : bracket + 1 < authority.Length && authority[bracket + 1] == ':' ? bracket + 1 : -1;
        HostName = bracket > 0 ? authority[1..bracket] : colon < 0 ? authority : authority[..colon];
        if (colon < 0)
        {
            return true;
        }

        PortText = authority[(colon + 1)..];
        if (PortText.Length == 0)
        {
            Port = DefaultPort(Scheme);
            return true;
        }

        Port = unchecked((ushort)Uris.Atoi(PortText));
        return long.TryParse(PortText, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out _);
    }

    private void ReadPath(string text)
    {
        var end = text.IndexOfAny(['?', '#']);
        Path = end < 0 ? text : text[..end];
        Path = Path.Length == 0 ? null : Path;
        if (end < 0)
        {
            return;
        }

        if (text[end] == '#')
        {
            Fragment = text[(end + 1)..];
            return;
        }

        var hash = text.IndexOf('#', end);
        Query = hash < 0 ? text[(end + 1)..] : text[(end + 1)..hash];
        Fragment = hash < 0 ? null : text[(hash + 1)..];
    }

    private static int DefaultPort(string? scheme) => scheme?.ToLowerInvariant() switch
    {
        "http" => 80,
        "ftp" => 21,
        "https" => 443,
        "gopher" => 70,
        "ldap" => 389,
        "nntp" => 119,
        "snews" => 563,
        "imap" => 143,
        "pop" => 110,
        "sip" => 5060,
        "rtsp" => 554,
        "wais" or "z39.50r" or "z39.50s" => 210,
        "prospero" => 191,
        "nfs" => 2049,
        "tip" => 3372,
        "acap" => 674,
        "telnet" => 23,
        "ssh" => 22,
        _ => 0,
    };
}
