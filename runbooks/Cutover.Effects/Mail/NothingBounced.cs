using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that nothing was bounced since they were counted.</summary>
/// <param name="Transport">A transport of the mail host; all of its mail counts.</param>
/// <param name="Counted">The step that counted.</param>
public sealed record NothingBounced(Place<MailTransportAddress> Transport, Step<BouncesSeen> Counted) : IProbe<BouncesSeen>
{
    public string Verb => $"see that the mail host of {Transport} bounced nothing";

    public async ValueTask<Finding<BouncesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport).Server;
        var known = context.Read(Counted).Count;
        var (count, first) = await new PostfixServer(context, at).CountLogAsync(CountBounces.Bounced, known, cancellation);
        var more = count - known;
        var seen = new BouncesSeen(count);
        return more switch
        {
            0 => Finding.Done(seen, $"{at} bounced nothing during the night"),
            > 0 => Finding.NotDone(seen, $"{at} bounced {more} during the night, first this: {first}"),
            _ => Finding.Unknown<BouncesSeen>($"the log of {at} has {count} bounces where {known} were counted: "
                + "it was rotated; look into the older one"),
        };
    }
}
