using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Holds a transport, and lets it deliver again.</summary>
/// <remarks>
/// Either way Postfix is reloaded, and a message that the old queue manager was just delivering or putting off, the new one finds locked
/// and leaves alone for a minute ("skipped, still being delivered"; qmgr_active.c). It is looked for and tried again.
/// </remarks>
internal static class HeldMail
{
    private const int LooksASecond = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1) / LooksASecond;

    /// <summary>Seconds that such a message is looked for; a delivery that takes longer is waited for by whoever looks then.</summary>
    private const int Stragglers = 20;

    /// <summary>Has mail wait from now on; what is being delivered already goes on.</summary>
    public static async Task HoldAsync(StepContext context, MailTransportAddress at, CancellationToken cancellation)
    {
        var server = new PostfixServer(context, at.Server);
        var others = (await server.DeferredAsync(cancellation)).Except([at.Transport], StringComparer.Ordinal);
        await server.DeferAsync([.. others, at.Transport], cancellation);
    }

    /// <summary>
    /// Waits until nothing of a held transport is being delivered any more. What is left after a second is looked for, once in a second.
    /// Nothing is flushed: that would override the hold.
    /// </summary>
    public static async Task AwaitDeliveriesAsync(StepContext context, MailTransportAddress at, CancellationToken cancellation)
    {
        var server = new PostfixServer(context, at.Server);
        for (var look = 1; look <= Stragglers * LooksASecond; look++)
        {
            var busy = new TransportQueue(at, await server.QueueAsync(cancellation)).ActiveIds;
            if (busy.Count == 0)
                return;
            if (look % LooksASecond == 0)
                await server.LookAgainAsync(busy, cancellation);
            await Task.Delay(Pause, context.Time, cancellation);
        }
    }

    /// <summary>
    /// Takes the hold away and has what waits tried again, so many a second: all at once would be the storm that the night avoids, and
    /// left to itself a message may wait for more than an hour (maximal_backoff_time).
    /// </summary>
    public static async Task ReleaseAsync(StepContext context, MailTransportAddress at, int perSecond, CancellationToken cancellation)
    {
        var server = new PostfixServer(context, at.Server);
        await server.DeferAsync((await server.DeferredAsync(cancellation)).Except([at.Transport], StringComparer.Ordinal), cancellation);
        var waiting = new TransportQueue(at, await server.QueueAsync(cancellation)).WaitingIds;
        await FlushAsync(context, at, server, waiting, perSecond, cancellation);
        for (var left = Stragglers; left > 0; left--)
        {
            await Task.Delay(Pause, context.Time, cancellation);
            var behind = new TransportQueue(at, await server.QueueAsync(cancellation)).HeldIds;
            if (behind.Count == 0)
                return;
            await FlushAsync(context, at, server, behind, perSecond, cancellation);
            await Task.Delay(TimeSpan.FromSeconds(1) - Pause, context.Time, cancellation);
        }
    }

    private static async Task FlushAsync(
        StepContext context, MailTransportAddress at, PostfixServer server, IReadOnlyList<string> waiting, int perSecond,
        CancellationToken cancellation)
    {
        var each = Math.Max(1, perSecond / 5);
        foreach (var batch in waiting.Chunk(each))
        {
            var began = context.Time.GetTimestamp();
            await server.FlushAsync(batch, cancellation);
            context.Say($"{batch.Length} of {waiting.Count} waiting messages of {at.Transport} are tried again");
            if (Pause - context.Time.GetElapsedTime(began) is { Ticks: > 0 } left && waiting.Count > each)
                await Task.Delay(left, context.Time, cancellation);
        }
    }
}
