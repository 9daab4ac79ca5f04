namespace Cutover.Effects;

/// <summary>A mail domain as the world sees it in the DNS.</summary>
public sealed record MailDomainAddress
{
    public required string Domain { get; init; }

    /// <summary>Every authoritative server of the domain, address:port; the port is 53 where absent.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>The addresses that mail of this domain is sent from: each must pass SPF.</summary>
    public required IReadOnlyList<string> SendsFrom { get; init; }

    /// <summary>The selector of its DKIM key.</summary>
    public required string Selector { get; init; }

    /// <summary>Where to ask an MX for its certificate instead of at its own name's port 25: address:port by the MX's name.</summary>
    public IReadOnlyDictionary<string, string> ConnectTo { get; init; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    public override string ToString() => Domain;
}
