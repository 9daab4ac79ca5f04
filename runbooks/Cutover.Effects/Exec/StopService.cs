using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Stops a service; taken back, starts it again where it ran before.</summary>
/// <param name="Target">The service.</param>
/// <param name="Other">
/// The service of which only one may run; taking this back refuses to start while the other is not proved stopped.
/// </param>
public sealed record StopService(Place<ServiceAddress> Target, Place<ServiceAddress>? Other) : IReversible<ServiceSeen>
{
    public string Verb => $"stop {Target}";

    public async ValueTask<Finding<ServiceSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (running, why) = await ServiceControl.AskAsync(context, Target, cancellation);
        return running switch
        {
            false => Finding.Done(new ServiceSeen(false), why),
            true => Finding.NotDone(new ServiceSeen(true), why),
            null => Finding.Unknown<ServiceSeen>(why),
        };
    }

    public async ValueTask DoAsync(StepContext context, ServiceSeen before, CancellationToken cancellation) =>
        await ServiceControl.StopAsync(context, Target, cancellation);

    public async ValueTask UndoAsync(StepContext context, ServiceSeen before, CancellationToken cancellation)
    {
        if (before is { Running: true })
            await ServiceControl.StartAsync(context, Target, Other, cancellation);
    }
}
