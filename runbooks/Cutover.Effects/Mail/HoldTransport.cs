using Cutover.Engine;
using MailKit.Security;

namespace Cutover.Effects;

/// <summary>
/// Holds one transport: its mail waits in the queue, delayed and not bounced, and all other mail goes on. That the running queue manager
/// does hold is proved by canaries that wait for that very reason; a setting in a file proves nothing. Taken back, delivers again.
/// </summary>
/// <param name="Transport">The transport.</param>
public sealed record HoldTransport(Place<MailTransportAddress> Transport) : IReversible<HoldSeen>
{
    public string Verb => $"hold the mail of {Transport}";

    public async ValueTask<Finding<HoldSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport);
        var server = new PostfixServer(context, at.Server);
        var told = (await server.DeferredAsync(cancellation)).Contains(at.Transport, StringComparer.Ordinal);
        var queue = new TransportQueue(at, await server.QueueAsync(cancellation));
        var canary = Canary(context, at);
        var seen = new HoldSeen(told, queue.Held, queue.Waiting, queue.Active, canary, at.Canaries);
        if (!told)
        {
            // Half: a driver that died as it took the hold away has tried nothing again, and by itself that may wait for more than an hour.
            return queue.Held > 0
                ? Finding.HalfDone(seen, $"{at} delivers; {queue.Waiting} wait, {queue.Held} of them since it was held")
                : Finding.NotDone(seen, $"{at} delivers; {queue.Waiting} wait");
        }

        var held = queue.HeldOf(canary);
        if (held < at.Canaries.Count)
            return Finding.HalfDone(seen, $"{at} is told to hold, and {held} of {at.Canaries.Count} canaries wait for that reason");

        return queue.Active == 0
            ? Finding.Done(seen, $"{at} holds: {queue.Waiting} wait, {held} canaries among them, and none is being delivered")
            : Finding.HalfDone(seen, $"{at} holds, and {queue.Active} are still being delivered");
    }

    public async ValueTask DoAsync(StepContext context, HoldSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport);
        await HeldMail.HoldAsync(context, at, cancellation);
        var canary = Canary(context, at);
        var queue = new TransportQueue(at, await new PostfixServer(context, at.Server).QueueAsync(cancellation));
        if (queue.Of(canary) < at.Canaries.Count)
            await MailCanary.SendAsync(at.Server.Smtp, SecureSocketOptions.None, credential: null, authorityFile: null, canary,
                at.Canaries.Select(to => MailCanary.Message(canary, to)), cancellation);
        await HeldMail.AwaitDeliveriesAsync(context, at, cancellation);
    }

    public async ValueTask UndoAsync(StepContext context, HoldSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport);
        if (before is not { IsHeld: true })
            await HeldMail.ReleaseAsync(context, at, perSecond: 100, cancellation);
    }

    /// <summary>How much waits drifts by itself; but nothing may wait any more because of this.</summary>
    public bool IsUndone(HoldSeen before, HoldSeen now) =>
        before is not null && now is not null && before.IsHeld == now.IsHeld && (now.IsHeld || now.Held == 0);

    private static string Canary(StepContext context, MailTransportAddress at) => MailCanary.SenderOf(context.Run, DomainOf(at));

    private static string DomainOf(MailTransportAddress at) => at.Canaries is [var first, ..]
        ? first[(first.LastIndexOf('@') + 1)..]
        : throw new EffectException($"The estate gives {at} no canaries; without one nobody knows whether mail is held or comes through.");
}
