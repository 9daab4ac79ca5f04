namespace Cutover.Effects;

/// <summary>How one application hands its mail to the relay, which knows it by the address of its host.</summary>
public sealed record MailSenderAddress
{
    /// <summary>Where the application runs; curl is needed there.</summary>
    public HostAddress Host { get; init; } = new();

    /// <summary>What comes before <c>curl</c> where the application has a network of its own, such as <c>docker exec -i web</c>.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The relay, host:port; a name is looked up on that host.</summary>
    public required string Relay { get; init; }

    /// <summary>The address in its From and in its envelope.</summary>
    public required string Sender { get; init; }

    /// <summary>The address of that host to send from; absent for the host's own choice.</summary>
    public string? From { get; init; }

    /// <summary>Whether it goes over TLS, to a certificate that is believed there; false where the application does without.</summary>
    public bool StartTls { get; init; } = true;

    /// <summary>A PEM file on that host with the authority to trust instead of its own.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>For people.</summary>
    public override string ToString() => From is null ? $"{Sender} from {Host}" : $"{Sender} from {From} of {Host}";
}
