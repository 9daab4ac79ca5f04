using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that a service runs, or that it is stopped.</summary>
public sealed record ServiceIs(Place<ServiceAddress> Target, bool Running) : IProbe<ServiceSeen>
{
    public string Verb => $"see that {Target} {(Running ? "runs" : "is stopped")}";

    public async ValueTask<Finding<ServiceSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (running, why) = await ServiceControl.AskAsync(context, Target, cancellation);
        if (running is not { } now)
            return Finding.Unknown<ServiceSeen>(why);
        return now == Running ? Finding.Done(new ServiceSeen(now), why) : Finding.NotDone(new ServiceSeen(now), why);
    }
}
