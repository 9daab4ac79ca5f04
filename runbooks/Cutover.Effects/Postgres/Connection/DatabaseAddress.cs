using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Where a database is and how Cutover enters it. Passwords are in the passfile, never here.</summary>
public sealed record DatabaseAddress : ILeadsTo
{
    /// <summary>A name or an address, as this machine reaches it.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 5432;

    public required string Database { get; init; }

    /// <summary>Cutover's own role there. Nobody else logs in as it: a fence spares its sessions.</summary>
    public required string User { get; init; }

    /// <summary>
    /// A passfile in libpq's format (https://www.postgresql.org/docs/current/libpq-pgpass.html), readable by its owner only.
    /// </summary>
    public required string Passfile { get; init; }

    /// <summary>One of libpq's words: disable, prefer, require, verify-ca, verify-full.</summary>
    public string SslMode { get; init; } = "prefer";

    /// <summary>
    /// Roles of whoever runs the server, such as a provider's superuser: they can write, cannot be fenced by us, and nobody of ours logs in
    /// as them.
    /// A fence ends their sessions and reports one that writes.
    /// </summary>
    public IReadOnlyList<string> ProviderRoles { get; init; } = [];

    /// <summary>How the other side's server reaches this one to replicate from it. Absent: the same way as Cutover.</summary>
    public PeerAccess? Peer { get; init; }

    /// <summary>The directory of pg_dump, pg_restore and psql, of this server's version or newer. Absent: found on the PATH.</summary>
    public string? Programs { get; init; }

    /// <summary>A directory on this machine for dumps. Absent: the system's temporary directory.</summary>
    public string? Scratch { get; init; }

    string ILeadsTo.LeadsTo => ToString();

    public override string ToString() => $"{Database} at {Host}:{Port}";
}
