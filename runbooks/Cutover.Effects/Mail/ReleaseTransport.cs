using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Releases a transport that was held, so many messages a second, and watches until nothing waits any more. Taken back, holds it again.
/// </summary>
/// <param name="Transport">The transport.</param>
/// <param name="Held">The step that holds it.</param>
/// <param name="PerSecond">How many of the waiting messages are tried again each second.</param>
public sealed record ReleaseTransport(Place<MailTransportAddress> Transport, Step<HoldSeen> Held, int PerSecond) : IReversible<HoldSeen>
{
    public string Verb => $"release the mail of {Transport}";

    public async ValueTask<Finding<HoldSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport);
        var server = new PostfixServer(context, at.Server);
        var told = (await server.DeferredAsync(cancellation)).Contains(at.Transport, StringComparer.Ordinal);
        var queue = new TransportQueue(at, await server.QueueAsync(cancellation));
        var held = context.Read(Held);
        var seen = new HoldSeen(told, queue.Held, queue.Waiting, queue.Active, held.Canary, held.Canaries);
        if (told)
            return Finding.NotDone(seen, $"{at} is held; {queue.Waiting} wait");

        return queue.Waiting == 0
            ? Finding.Done(seen, $"{at} delivers, and nothing waits")
            : Finding.HalfDone(seen, $"{at} delivers, and {queue.Waiting} wait{(queue.Reason is { } why ? $": {why}" : "")}");
    }

    public async ValueTask DoAsync(StepContext context, HoldSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await HeldMail.ReleaseAsync(context, context.At(Transport), PerSecond, cancellation);
    }

    public async ValueTask UndoAsync(StepContext context, HoldSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (before is not { IsHeld: true })
            return;
        var at = context.At(Transport);
        await HeldMail.HoldAsync(context, at, cancellation);
        await HeldMail.AwaitDeliveriesAsync(context, at, cancellation);
    }

    /// <summary>How much waits drifts by itself; but while anything is being delivered, the new side is still written to.</summary>
    public bool IsUndone(HoldSeen before, HoldSeen now) =>
        before is not null && now is not null && before.IsHeld == now.IsHeld && (!now.IsHeld || now.Active == 0);
}
