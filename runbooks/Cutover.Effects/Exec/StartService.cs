using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Starts a service; taken back, stops it where it was stopped before.</summary>
/// <param name="Target">The service.</param>
/// <param name="Other">The service of which only one may run: this one starts only when that one is proved stopped, at that moment.</param>
/// <param name="Stopped">
/// The step that stops the other, so that this comes after it on the way forward and before it on the way back.
/// </param>
public sealed record StartService(Place<ServiceAddress> Target, Place<ServiceAddress>? Other, Step<ServiceSeen>? Stopped)
    : IReversible<ServiceSeen>
{
    public string Verb => Other is null ? $"start {Target}" : $"start {Target} once {Other} is stopped";

    public async ValueTask<Finding<ServiceSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (running, why) = await ServiceControl.AskAsync(context, Target, cancellation);
        if (running is null)
            return Finding.Unknown<ServiceSeen>(why);
        if (running == false)
            return Finding.NotDone(new ServiceSeen(false), why);
        if (Other is null)
            return Finding.Done(new ServiceSeen(true), why);

        var (otherRunning, otherWhy) = await ServiceControl.AskAsync(context, Other, cancellation);
        return otherRunning switch
        {
            false => Finding.Done(new ServiceSeen(true), $"{why} and {otherWhy}"),
            true => Finding.HalfDone(new ServiceSeen(true), $"both {Target} and {Other} run, and only one may; stop one of them"),
            null => Finding.Unknown<ServiceSeen>($"{why}, but {otherWhy}"),
        };
    }

    public async ValueTask DoAsync(StepContext context, ServiceSeen before, CancellationToken cancellation) =>
        await ServiceControl.StartAsync(context, Target, Other, cancellation);

    public async ValueTask UndoAsync(StepContext context, ServiceSeen before, CancellationToken cancellation)
    {
        if (before is { Running: false })
            await ServiceControl.StopAsync(context, Target, cancellation);
    }
}
