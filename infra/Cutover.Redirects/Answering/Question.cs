namespace Cutover.Redirects;

/// <summary>A request as a client sends it. Strings hold bytes (Latin-1), so a raw UTF-8 path keeps its bytes.</summary>
public sealed record Question
{
    /// <summary>The request target as sent: a path with its query, or an absolute URL.</summary>
    public required string Target { get; init; }

    /// <summary>The Host header as sent; null when there is none.</summary>
    public string? Host { get; init; }

    /// <summary>The method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>Whether the request came over TLS.</summary>
    public bool Secure { get; init; }

    /// <summary>Further headers, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The client's address.</summary>
    public string RemoteAddress { get; init; } = "127.0.0.1";

    /// <summary>The address that the request reached.</summary>
    public string LocalAddress { get; init; } = "127.0.0.1";

    /// <summary>The port that the request reached.</summary>
    public int LocalPort { get; init; } = 80;

    internal Trace? Trace { get; init; }

    /// <summary>When it arrives, in the old host's time zone.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;
}
