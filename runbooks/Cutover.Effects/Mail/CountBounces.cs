using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Remembers how many bounces the mail log has before anything is touched.</summary>
public sealed record CountBounces(Place<MailTransportAddress> Transport) : IProbe<BouncesSeen>
{
    /// <summary>What Postfix writes of a recipient that is given up.</summary>
    internal const string Bounced = "status=bounced";

    public string Verb => $"count the bounces at the mail host of {Transport}";

    public async ValueTask<Finding<BouncesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport).Server;
        var (count, _) = await new PostfixServer(context, at).CountLogAsync(Bounced, known: 0, cancellation);
        return Finding.Done(new BouncesSeen(count), $"{at} has bounced {count} in its log");
    }
}
