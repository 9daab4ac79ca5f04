namespace Cutover.Effects;

/// <summary>One transport's share of a queue.</summary>
internal sealed class TransportQueue(MailTransportAddress at, IReadOnlyList<QueuedMessage> queue)
{
    private IEnumerable<(QueuedMessage Message, QueuedRecipient Recipient)> All =>
        queue.SelectMany(message => message.Recipients.Select(recipient => (message, recipient)))
            .Where(pair => at.Domains.Contains(pair.recipient.Domain, StringComparer.OrdinalIgnoreCase));

    private IEnumerable<(QueuedMessage Message, QueuedRecipient Recipient)> Busy =>
        All.Where(pair => pair.Message.Queue is "active" or "incoming");

    /// <summary>Recipients that are being delivered to, or are about to be.</summary>
    public int Active => Busy.Count();

    /// <summary>The messages of those.</summary>
    public IReadOnlyList<string> ActiveIds => Ids(Busy);

    /// <summary>Recipients that wait.</summary>
    public int Waiting => All.Count(pair => pair.Message.Queue is "deferred" or "hold");

    /// <summary>Of those, the ones that wait because the transport is held.</summary>
    public int Held => All.Count(pair => pair.Recipient.IsHeld);

    /// <summary>The messages that wait.</summary>
    public IReadOnlyList<string> WaitingIds => Ids(All.Where(pair => pair.Message.Queue is "deferred"));

    /// <summary>The messages that were last put off because the transport is held, wherever they are now.</summary>
    public IReadOnlyList<string> HeldIds => Ids(All.Where(pair => pair.Recipient.IsHeld));

    /// <summary>Why the first of them waits, when not because the transport is held.</summary>
    public string? Reason => All.Select(pair => pair.Recipient).FirstOrDefault(one => !one.IsHeld && one.Reason.Length > 0)?.Reason;

    /// <summary>How many recipients of one sender's messages wait because the transport is held.</summary>
    public int HeldOf(string sender) => All.Count(pair => pair.Message.Sender == sender && pair.Recipient.IsHeld);

    /// <summary>How many recipients of one sender's messages are in the queue at all.</summary>
    public int Of(string sender) => All.Count(pair => pair.Message.Sender == sender);

    private static IReadOnlyList<string> Ids(IEnumerable<(QueuedMessage Message, QueuedRecipient Recipient)> of) =>
        [.. of.Select(pair => pair.Message.Id).Distinct(StringComparer.Ordinal)];
}
