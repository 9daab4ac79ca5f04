using Cutover.Infra;
using Pulumi;

namespace Cutover.Stacks;

/// <summary>The config of the traffic stack.</summary>
internal sealed record TrafficSettings
{
    public required bool Maintenance { get; init; }

    public required IReadOnlyDictionary<string, TrafficOrigin> Origin { get; init; }

    public required string Account { get; init; }

    public required string Zone { get; init; }

    public required int RetryAfter { get; init; }

    public required int Ttl { get; init; }

    public required string StatusPage { get; init; }

    public required Output<string> TesterToken { get; init; }

    public static TrafficSettings Read(StackSettings settings)
    {
        var read = new TrafficSettings
        {
            Maintenance = settings.Flag("maintenance", "whether every service is closed"),
            Origin = settings.Choices("origin", "where each service's requests go", Estate.Names, TrafficOrigins.Words, "{www: old, ...}"),
            Account = settings.Text("account", "the id of the Cloudflare account", "[0-9a-f]{32}", "0123456789abcdef0123456789abcdef"),
            Zone = settings.Text("zone", "the zone's name", Patterns.Host, "ietf.org"),
            RetryAfter = settings.Number("retryAfter", "when a refused client may come back, in seconds", 1, 86400, "300"),
            Ttl = settings.Number("ttl", "the time to live in seconds of names that are reached directly", 60, 86400, "60"),
            StatusPage = settings.Text("statusPage", "where people read how the move goes", Patterns.Url, "https://status.ietf.org"),
            TesterToken = settings.Secret("testerToken", "what testers show to pass before the new side opens"),
        };
        settings.NothingElse();
        return read;
    }
}
