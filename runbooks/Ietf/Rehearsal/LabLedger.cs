using Cutover.Crowd;
using Cutover.Lab;
using ReportRow = Cutover.App.ServiceLedger;

namespace Ietf;

/// <summary>The ledger of a rehearsal: the crowd's log against what the serving side holds.</summary>
internal static class LabLedger
{
    /// <summary>Longer than the lab's mail servers wait between two tries.</summary>
    private static readonly TimeSpan MailPatience = TimeSpan.FromSeconds(45);

    private const string Mail = "mail";

    public static async Task<LedgerReport> ReadAsync(
        LabEstate lab, CrowdConfig crowd, ServingSide serving, int seed, CancellationToken cancellation)
    {
        var at = serving.Postgres(lab);
        ServingDatabase Database(string service) =>
            new(service, at.Host, at.Port, LabEstate.DatabaseOf(service), "cutover", lab.Postgres.Cutover);
        string[] sinks = [.. Directory.EnumerateFiles(lab.Sink, "*.log")];
        var sent = await OutboundLedger.SentAsync(sinks, cancellation);
        await LabMailbox.DrainAsync(lab.Mail, "mail-relay", MailPatience, cancellation);
        await LabMailbox.DrainAsync(lab.Mail, "mail-ses", MailPatience, cancellation);
        await LabMailbox.DrainAsync(lab.Mail, "mail-host", MailPatience, cancellation);
        var people = await LabMailbox.ReadAsync(lab.Mail, "mail-host", "people", cancellation);
        var settings = new LedgerSettings(crowd, [.. lab.Sites.Select(Database)])
        {
            Seed = seed,
            Mailbox = [.. people.Select(message => MailboxMessage.Parse(message.Text, message.At))],
            Bounced = await LabMailbox.BouncedAsync(lab.Mail, "mail-host", cancellation),
            Sinks = sinks,
            Sent = sent,
        };
        return await Ledger.ReadAsync(settings, cancellation);
    }

    /// <summary>The services as the report has them. What Datatracker sends is mail that counts like any other.</summary>
    public static IEnumerable<ReportRow> Rows(LedgerReport ledger) => ledger.Services.Select(service =>
        ledger.Outbound is { } outbound && service.Name == Mail
            ? Row(service) with { Lost = service.Lost + outbound.Lost, Duplicated = service.Duplicated + outbound.Duplicated }
            : Row(service));

    private static ReportRow Row(ServiceLedger service) => new()
    {
        Name = service.Name,
        ReadOutageS = service.ReadOutage,
        WriteOutageS = service.WriteOutage,
        LongestReadOutageS = Longest(service.ReadOutages),
        LongestWriteOutageS = Longest(service.WriteOutages),
        Requests = service.Requests,
        Errors = service.Errors,
        Acknowledged = service.Acknowledged,
        Unknown = service.Unknown,
        Late = service.Late,
        StaleReads = service.StaleReads,
        Lost = service.Lost,
        Duplicated = service.Duplicated,
    };

    private static double Longest(IReadOnlyList<OutageSpan> outages) =>
        Math.Round(outages.Select(outage => outage.To - outage.From).DefaultIfEmpty().Max(), 3);

    /// <summary>What a reader of the report should know besides the numbers.</summary>
    public static IEnumerable<string> Remarks(LedgerReport ledger, ServingSide serving)
    {
        yield return $"Read back from the {(serving.IsNew ? "new" : "old")} side, which serves ({serving.SeenAs}).";
        if (!ledger.Complete)
            yield return "The crowd ended before it was told to; what it saw in its last moment is not in the ledger.";
        foreach (var finding in ledger.Services.SelectMany(service => service.Findings.Select(finding => $"{service.Name}: {finding}")))
            yield return finding;
        if (ledger.Mail is { } mail)
            yield return $"Mail: {mail.Accepted} messages accepted, {mail.Arrived} arrived, {mail.Bounced} bounced; to Datatracker they "
                + $"took {mail.TrackerDelay.Median:0.0} s in the median and {mail.TrackerDelay.Longest:0.0} s at the longest, to people "
                + $"{mail.PeopleDelay.Median:0.0} s and {mail.PeopleDelay.Longest:0.0} s.";
        if (ledger.Outbound is { } outbound)
            yield return $"Mail out: {outbound.Sent} messages sent through the provider, {outbound.Lost} lost, "
                + $"{outbound.Duplicated} twice.";
        foreach (var finding in ledger.Scheduler?.Findings ?? [])
            yield return $"scheduler: {finding}";
        if (ledger.Scheduler is { } scheduler)
            yield return $"Schedulers: {scheduler.Runs.Count} runs, {scheduler.Overlaps} of them at once; "
                + $"{scheduler.Sent} messages sent, {scheduler.Duplicated} twice, {scheduler.Missing} missing.";
    }
}
