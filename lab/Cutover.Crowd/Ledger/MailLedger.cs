using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>How long mail took, from the mail host's promise to where it belongs.</summary>
/// <param name="Accepted">Messages that the mail host promised to deliver.</param>
/// <param name="Arrived">Of those, the ones that are where they belong.</param>
/// <param name="Bounced">Messages that it gave up.</param>
/// <param name="TrackerDelay">The delay of those to Datatracker.</param>
/// <param name="PeopleDelay">The delay of the rest.</param>
public sealed record MailLedger(
    [property: JsonPropertyName("accepted")] int Accepted,
    [property: JsonPropertyName("arrived")] int Arrived,
    [property: JsonPropertyName("bounced")] int Bounced,
    [property: JsonPropertyName("tracker_delay_s")] MailDelay TrackerDelay,
    [property: JsonPropertyName("people_delay_s")] MailDelay PeopleDelay)
{
    /// <summary>From what was promised and what arrived.</summary>
    /// <param name="log">The crowd's log.</param>
    /// <param name="arrivals">Message-IDs and when they came; the first time counts.</param>
    /// <param name="bounced">Messages that the mail host gave up.</param>
    public static MailLedger Of(OperationLog log, IEnumerable<(string Id, DateTimeOffset At)> arrivals, int bounced)
    {
        var came = arrivals.GroupBy(arrival => arrival.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(arrival => arrival.At), StringComparer.Ordinal);
        var promised = log.Operations.Where(operation => operation.Kind.IsMail() && operation.Ending == Ending.Acknowledged).ToList();
        MailDelay Delay(OperationKind kind) => MailDelay.Of(promised
            .Where(operation => operation.Kind == kind && came.ContainsKey(operation.Key!))
            .Select(operation => (came[operation.Key!] - log.Header.Began).TotalSeconds - (operation.Done / 1e6)));
        return new MailLedger(promised.Count, promised.Count(operation => came.ContainsKey(operation.Key!)), bounced,
            Delay(OperationKind.TrackerMail), Delay(OperationKind.PeopleMail));
    }
}
