namespace Cutover.Effects;

/// <summary>How the other side's database server reaches this database. What is absent is as Cutover has it.</summary>
public sealed record PeerAccess
{
    public string? Host { get; init; }

    public int? Port { get; init; }

    /// <summary>A role with REPLICATION that may read every table.</summary>
    public string? User { get; init; }

    /// <summary>
    /// A passfile that the other side's server process can read. Absent, because it is a managed server: the password is taken from
    /// Cutover's own passfile and handed over inside the subscription, which is how such servers want it.
    /// </summary>
    public string? Passfile { get; init; }

    public string? SslMode { get; init; }
}
