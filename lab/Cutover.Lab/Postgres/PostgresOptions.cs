namespace Cutover.Lab;

/// <summary>One PostgreSQL server of the lab.</summary>
public sealed record PostgresOptions
{
    /// <summary>Everything of this server is in here.</summary>
    public required string Directory { get; init; }

    /// <summary>A loopback address.</summary>
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>The server's owner: its first superuser.</summary>
    public required string Owner { get; init; }

    /// <summary>A file that holds the owner's password and nothing else.</summary>
    public required string OwnerPasswordFile { get; init; }

    /// <summary>The system user that the server runs as where we are root, because PostgreSQL refuses root.</summary>
    public string SystemUser { get; init; } = "cutover-lab";

    /// <summary>Where PostgreSQL's programs are.</summary>
    public string Programs { get; init; } = RequiredProgram.Postgres;

    /// <summary>In megabytes.</summary>
    public int SharedBuffers { get; init; } = 512;

    /// <summary>More settings, as in postgresql.conf; the later one wins.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];
}
