namespace Cutover.Crowd;

/// <summary>A service as its users know it: by name.</summary>
/// <param name="Name">The name in the report.</param>
/// <param name="Host">The name that the resolver is asked for.</param>
/// <param name="Port">The port at that name.</param>
/// <param name="Operations">What is done there, and how often.</param>
public sealed record ServiceConfig(string Name, string Host, int Port, IReadOnlyList<OperationConfig> Operations)
{
    /// <summary>The file with the key for POST /api/email/, where messages are handed in. The key itself is never written down.</summary>
    public string? EmailKeyFile { get; init; }

    /// <summary>The file with the key for POST /api/v1/message/import/.</summary>
    public string? ArchiveKeyFile { get; init; }

    /// <summary>Who reads mailboxes.</summary>
    public string? ImapUser { get; init; }

    /// <summary>The file with that user's password.</summary>
    public string? ImapPasswordFile { get; init; }

    /// <summary>The mail host's maildir for the archive.</summary>
    public string? Spool { get; init; }
}
