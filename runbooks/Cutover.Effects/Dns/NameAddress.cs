namespace Cutover.Effects;

/// <summary>A name in the DNS, the servers that answer for it and the one that takes updates.</summary>
public sealed record NameAddress
{
    /// <summary>The zone the name is in, such as example.org.</summary>
    public required string Zone { get; init; }

    /// <summary>The full name, such as www.example.org.</summary>
    public required string Name { get; init; }

    /// <summary>A, AAAA or CNAME.</summary>
    public string Type { get; init; } = "A";

    /// <summary>Every authoritative server, as address:port; the port is 53 where absent.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>Resolvers that users ask, in the same form.</summary>
    public IReadOnlyList<string> Resolvers { get; init; } = [];

    /// <summary>The server that takes dynamic updates (RFC 2136), in the same form.</summary>
    public required string UpdateServer { get; init; }

    /// <summary>The TSIG key file that the update program reads with -k.</summary>
    public string? KeyFile { get; init; }

    /// <summary>The update program: Knot's knsupdate, or another that reads the same commands from its standard input.</summary>
    public string UpdateProgram { get; init; } = "knsupdate";

    /// <summary>Where the update program runs.</summary>
    public HostAddress Host { get; init; } = new();
}
