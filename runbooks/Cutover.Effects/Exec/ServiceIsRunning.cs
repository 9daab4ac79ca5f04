using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that a service runs.</summary>
public sealed record ServiceIsRunning(Place<ServiceAddress> Target) : IProbe<ServiceSeen>
{
    public string Verb => $"see that {Target} runs";

    public async ValueTask<Finding<ServiceSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (running, why) = await ServiceControl.AskAsync(context, Target, cancellation);
        return running switch
        {
            true => Finding.Done(new ServiceSeen(true), why),
            false => Finding.NotDone(new ServiceSeen(false), why),
            null => Finding.Unknown<ServiceSeen>(why),
        };
    }
}
