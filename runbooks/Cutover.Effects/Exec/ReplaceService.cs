using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Starts a service that takes another's place by itself, so that whoever asks is answered by one of them at every moment. Taken back, the
/// other is started, which takes this one's place, or serves again where neither does.
/// </summary>
/// <param name="Old">Who serves before.</param>
/// <param name="Next">Who serves after.</param>
/// <remarks>What is seen is whether the old one serves, alone.</remarks>
public sealed record ReplaceService(Place<ServiceAddress> Old, Place<ServiceAddress> Next) : IReversible<ServiceSeen>
{
    /// <summary>Whether it is as good that neither runs: where the other one cannot be had, stopping this one goes on.</summary>
    public bool OrNeither { get; init; }

    public string Verb => $"have {Next} take the place of {Old}";

    public async ValueTask<Finding<ServiceSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (next, nextWhy) = await ServiceControl.AskAsync(context, Next, cancellation);
        var (old, oldWhy) = await ServiceControl.AskAsync(context, Old, cancellation);
        var why = $"{oldWhy} and {nextWhy}";
        return (old, next) switch
        {
            (null, _) or (_, null) => Finding.Unknown<ServiceSeen>(why),
            (false, false) when OrNeither => Finding.Done(new ServiceSeen(false), why),
            (false, true) => Finding.Done(new ServiceSeen(false), why),
            (true, false) => Finding.NotDone(new ServiceSeen(true), why),
            (true, true) => Finding.HalfDone(new ServiceSeen(false), $"both {Old} and {Next} run, and only one may; stop one of them"),
            (false, false) => Finding.HalfDone(new ServiceSeen(false), why),
        };
    }

    public async ValueTask DoAsync(StepContext context, ServiceSeen before, CancellationToken cancellation) =>
        await ServiceControl.StartAsync(context, Next, null, cancellation);

    public async ValueTask UndoAsync(StepContext context, ServiceSeen before, CancellationToken cancellation) =>
        await ServiceControl.StartAsync(context, Old, null, cancellation);

    /// <summary>The old one serves, also where neither did before.</summary>
    public bool IsUndone(ServiceSeen before, ServiceSeen now) => now is { Running: true };
}
