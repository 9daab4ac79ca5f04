using Npgsql;

namespace Cutover.Engine;

/// <summary>The PostgreSQL database that a shared journal is in. Its password is in the passfile, never here.</summary>
public sealed record JournalDatabase
{
    /// <summary>A name or an address that is the same server for every machine.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 5432;

    public required string Database { get; init; }

    /// <summary>The role that the journal belongs to. Everybody who asks something of a run enters as it.</summary>
    public required string User { get; init; }

    /// <summary>
    /// A passfile in libpq's format (https://www.postgresql.org/docs/current/libpq-pgpass.html). Absent: $PGPASSFILE, else ~/.pgpass.
    /// </summary>
    public string? Passfile { get; init; }

    /// <summary>How the connection is encrypted, and whether the server's certificate is checked.</summary>
    public SslMode SslMode { get; init; } = SslMode.Prefer;

    public override string ToString() => $"{Database} at {Host}:{Port}";

    /// <summary>Not pooled: the end of the connection is the end of the driver's lock.</summary>
    internal string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Database = Database,
        Username = User,
        Passfile = Passfile,
        SslMode = SslMode,
        ApplicationName = "cutover-journal",
        Timeout = 10,
        CommandTimeout = 10,
        Pooling = false,
        Enlist = false,
    }.ConnectionString;
}
