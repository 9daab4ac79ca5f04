namespace Cutover.Infra;

/// <summary>How a domain sends mail through SES.</summary>
public sealed record OutboundMailArgs
{
    public required string Environment { get; init; }

    /// <summary>The domain that mail comes from, such as ietf.org.</summary>
    public required string Domain { get; init; }

    /// <summary>The name below it that bounces go to, so that SPF passes for the domain itself.</summary>
    public required string MailFrom { get; init; }
}
