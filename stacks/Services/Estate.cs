namespace Cutover.Stacks;

/// <summary>
/// What moves together on the night, because it shares one file system: Datatracker (with auth.ietf.org, the same deployment),
/// www, the mail archive, and the Internet-Draft services, rsync and IMAP.
/// </summary>
public static class Estate
{
    public static IReadOnlyList<Service> Services { get; } =
    [
        new()
        {
            Name = "datatracker", Labels = [new("datatracker"), new("auth")], HealthPath = "/api/version", Database = "datatracker",
            Balanced = true,
        },
        new()
        {
            Name = "www", Labels = [new("www") { HasOldRedirects = true }], RedirectOnly = [new("tools") { HasOldRedirects = true }],
            HealthPath = "/healthz", Database = "wagtail", DiskGigabytes = 50,
        },
        new() { Name = "mailarchive", Labels = [new("mailarchive")], HealthPath = "/arch/", Database = "mailarchive", DiskGigabytes = 250 },
        new() { Name = "files", Labels = [new("rsync", 873), new("imap", 993)], DiskGigabytes = 1000 },
    ];

    /// <summary>Names with redirects and nothing else, of all services.</summary>
    public static IReadOnlyList<PublicLabel> RedirectOnly { get; } = [.. Services.SelectMany(service => service.RedirectOnly)];

    public static IEnumerable<string> Names => Services.Select(service => service.Name);

    public static IEnumerable<Service> Web => Services.Where(service => service.IsWeb);
}
