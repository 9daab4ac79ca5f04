using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>An IMAP server and a user who may read its shared folders.</summary>
public sealed record ImapAddress : ILeadsTo
{
    /// <summary>A name or an address.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = 993;

    /// <summary>Whether TLS begins at once; false only for a server on this machine.</summary>
    public bool Tls { get; init; } = true;

    public required string User { get; init; }

    /// <summary>A file on this machine whose first line is the user's password.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>The folders that count begin so.</summary>
    public string Prefix { get; init; } = "shared/";

    string ILeadsTo.LeadsTo => $"{Host}:{Port}";
}
