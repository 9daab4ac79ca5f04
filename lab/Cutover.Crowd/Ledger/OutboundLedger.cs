using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>What schedulers sent through the provider, and what came out there.</summary>
/// <param name="Sent">Messages that schedulers say they sent.</param>
/// <param name="Lost">Of those, the ones that came nowhere.</param>
/// <param name="Duplicated">How often messages came beyond once.</param>
public sealed record OutboundLedger(
    [property: JsonPropertyName("sent")] int Sent,
    [property: JsonPropertyName("lost")] int Lost,
    [property: JsonPropertyName("duplicated")] int Duplicated)
{
    /// <summary>The numbers of the messages that schedulers say they sent, by now.</summary>
    /// <param name="sinks">The schedulers' files, of all hosts; a host that never sent has none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="LedgerException">A sink is damaged.</exception>
    public static async Task<IReadOnlyList<long>> SentAsync(IReadOnlyList<string> sinks, CancellationToken cancellation) =>
        await SchedulerReadBack.SentAsync(sinks, cancellation);

    /// <summary>Judges what came.</summary>
    /// <param name="sent">The numbers of messages in the schedulers' sinks.</param>
    /// <param name="mailbox">Where they were sent to.</param>
    public static OutboundLedger Of(IEnumerable<long> sent, IReadOnlyList<MailboxMessage> mailbox)
    {
        var came = mailbox.CountBy(message => message.Id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var counts = sent.Distinct().Select(id => came.GetValueOrDefault($"send-queue-{id}@datatracker.lab.test")).ToList();
        return new OutboundLedger(counts.Count, counts.Count(count => count == 0), counts.Sum(count => Math.Max(0, count - 1)));
    }
}
