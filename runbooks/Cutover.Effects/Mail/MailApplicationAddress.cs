namespace Cutover.Effects;

/// <summary>What one application is at the mail provider: an account of its own, which the relay uses on its behalf.</summary>
public sealed record MailApplicationAddress
{
    /// <summary>The submission server, address:port; TLS is always asked for.</summary>
    public required string Server { get; init; }

    public required string User { get; init; }

    /// <summary>A file on this machine with the application's own password.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>The address in its From and in its envelope.</summary>
    public required string Sender { get; init; }

    /// <summary>A PEM file with the authority to trust instead of the machine's own.</summary>
    public string? AuthorityFile { get; init; }
}
