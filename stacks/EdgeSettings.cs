namespace Cutover.Stacks;

/// <summary>The config of the edge stack.</summary>
internal sealed record EdgeSettings
{
    private const string Digest = "[0-9a-f]{64}";

    public required string Account { get; init; }

    public required string Zone { get; init; }

    /// <summary>The id of a zone that exists already; null to make one.</summary>
    public required string? ExistingZone { get; init; }

    public required IReadOnlyDictionary<string, string> Old { get; init; }

    public required IReadOnlyDictionary<string, string> ReadOnly { get; init; }

    public required IReadOnlyList<string> StaticSites { get; init; }

    public required IReadOnlyList<string> MailServers { get; init; }

    public required IReadOnlyList<string> MailKeys { get; init; }

    public required IReadOnlyList<string> Senders { get; init; }

    public required string Reports { get; init; }

    public required IReadOnlyList<string> Mail { get; init; }

    public required int Ttl { get; init; }

    public static EdgeSettings Read(StackSettings settings)
    {
        var read = new EdgeSettings
        {
            Account = settings.Text("account", "the id of the Cloudflare account", "[0-9a-f]{32}", "0123456789abcdef0123456789abcdef"),
            Zone = settings.Text("zone", "the zone's name", Patterns.Host, "ietf.org"),
            ExistingZone = settings.Text("zoneId", "the id of the zone where it exists already, else new", "new|[0-9a-f]{32}", "new")
                is var zone and not "new" ? zone : null,
            Old = settings.Texts("old", "each service's old address", Estate.Names, Patterns.Ip, "{www: 192.0.2.10, ...}"),
            ReadOnly = settings.Texts("readOnly", "the address of each web service's old read-only instance",
                Estate.Web.Select(service => service.Name), Patterns.Ip, "{www: 192.0.2.11, ...}"),
            StaticSites = settings.List("staticSites", "the sites that are files alone, without the zone", Patterns.Word, "[static, iaoc]"),
            MailServers = settings.List(
                "mailServers", "the hosts that take mail in, the first one first", Patterns.Host, "[mail.ietf.org]"),
            MailKeys = settings.List("mailKeys", "SHA-256 of each key that a mail server may show", Digest, "[0f34...64 digits]"),
            Senders = settings.List("senders", "who may send for the zone besides SES, as SPF says it",
                "(ip4:[0-9./]+|ip6:[0-9a-f:/]+|include:.+|mx|a)", "[\"ip4:192.0.2.25\"]"),
            Reports = settings.Text("reports", "the address that DMARC reports go to", Patterns.Mail, "dmarc@ietf.org"),
            Mail = settings.List("mail", "who hears of origins that fail", Patterns.Mail, "[ops@ietf.org]"),
            Ttl = settings.Number("ttl", "the records' time to live in seconds", 60, 86400, "3600"),
        };
        settings.NothingElse();
        return read;
    }
}
