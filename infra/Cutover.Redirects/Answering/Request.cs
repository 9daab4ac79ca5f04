namespace Cutover.Redirects;

/// <summary>A request on its way through httpd's phases (request_rec).</summary>
internal sealed class Request(Question question, Site site, HostSettings host)
{
    internal Question Question { get; } = question;

    internal Site Site { get; } = site;

    internal HostSettings Host { get; } = host;

    /// <summary>The host name of the request, in lower case and without port; null without a Host header.</summary>
    internal string? HostName { get; init; }

    /// <summary>The port of the Host header.</summary>
    internal int? HostPort { get; init; }

    internal string Uri { get; set; } = "/";

    internal bool HasPath { get; set; } = true;

    internal string? Arguments { get; set; }

    internal string? Filename { get; set; }

    internal string PathInfo { get; set; } = "";

    internal FileKind Kind { get; set; }

    internal DirectorySettings Settings { get; set; } = host.Defaults;

    internal Dictionary<string, string> Environment { get; init; } = new(StringComparer.OrdinalIgnoreCase);

    internal int Status { get; set; } = 200;

    internal Request? Main { get; init; }

    internal Request? Previous { get; init; }

    internal string ContextPrefix { get; set; } = "";

    internal string? ContextRoot { get; set; }

    internal bool UriReduced { get; set; }

    internal bool RewrittenByServer { get; set; }

    /// <summary>A rule with END has run.</summary>
    internal bool Ended { get; set; }

    /// <summary>Where mod_rewrite's internal redirect goes once the phases are through.</summary>
    internal string? RedirectTo { get; set; }

    internal string? Location { get; set; }

    internal Rule? By { get; set; }

    internal string Scheme => Question.Secure ? "https" : Host.Scheme ?? "http";

    internal string DocumentRoot => Host.DocumentRoot ?? "/var/www/html";

    private int DefaultPort => Scheme == "https" ? 443 : 80;

    internal string ServerName => Settings.Core.CanonicalName == true || HostName is null ? Host.Name ?? "localhost" : HostName;

    internal int ServerPort
    {
        get
        {
            var ports = Settings.Core.CanonicalName == true
                ? (Host.Port, 0)
                : (HostPort ?? 0, Host.Port);
            return ports.Item1 != 0 ? ports.Item1
                : Settings.Core.CanonicalPort == true ? Question.LocalPort
                : ports.Item2 != 0 ? ports.Item2
                : DefaultPort;
        }
    }

    /// <summary>ap_construct_url.</summary>
    internal string Absolute(string path)
    {
        var port = ServerPort == DefaultPort ? "" : ":" + ServerPort.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return $"{Scheme}://{ServerName}{port}{path}";
    }

    internal string? Header(string name)
    {
        if (name.Equals("host", StringComparison.OrdinalIgnoreCase))
        {
            return Question.Host;
        }

        var values = Question.Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value).ToList();
        return values.Count == 0 ? null : string.Join(", ", values);
    }

    /// <summary>ap_parse_uri on a path that is already on this server.</summary>
    internal void Parse(string uri)
    {
        while (uri.StartsWith("//", StringComparison.Ordinal))
        {
            uri = uri[1..];
        }

        var end = uri.IndexOfAny(['?', '#']);
        var fragment = uri.IndexOf('#', StringComparison.Ordinal);
        Arguments = end >= 0 && uri[end] == '?' ? uri[(end + 1)..(fragment > end ? fragment : uri.Length)] : null;
        Uri = end < 0 ? uri : uri[..end];
        HasPath = Uri.Length > 0;
        Uri = HasPath ? Uri : "/";
    }
}
