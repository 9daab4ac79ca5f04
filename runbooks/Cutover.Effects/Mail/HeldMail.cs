using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Lets a held transport deliver again.</summary>
internal static class HeldMail
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Takes the hold away and has what waits tried again, so many a second: all at once would be the storm that the night avoids, and
    /// left to itself a message may wait for more than an hour (maximal_backoff_time).
    /// </summary>
    public static async Task ReleaseAsync(StepContext context, MailTransportAddress at, int perSecond, CancellationToken cancellation)
    {
        var server = new PostfixServer(context, at.Server);
        await server.DeferAsync((await server.DeferredAsync(cancellation)).Except([at.Transport], StringComparer.Ordinal), cancellation);
        var waiting = new TransportQueue(at, await server.QueueAsync(cancellation)).WaitingIds;
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
