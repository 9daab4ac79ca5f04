using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check, days ahead, that what will be new on the new side can be carried home: rsync is let in on the way from there to here, with the
/// right to write. It carries nothing.
/// </summary>
/// <param name="From">The new side, with its sentinel.</param>
/// <param name="To">The old side.</param>
public sealed record CanCopyBack(Place<DirectoryAddress> From, Place<DirectoryAddress> To) : IProbe<WayHome>
{
    public string Verb => $"see that what is new in {From} could come back to {To}";

    public async ValueTask<Finding<WayHome>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (from, to) = (context.At(From), context.At(To));
        var through = to.RsyncUrl ?? $"{to.Path} on {to.Host}";
        if (from.Floor is not { Sentinel: { Length: > 0 } sentinel })
            return Finding.Unknown<WayHome>($"{From} has no floor in the estate's file, so nobody could tell whether it is all there");
        try
        {
            await Rsync.RunAsync(context, from, to, RsyncWork.Named([], sentinel, living: true), progress: null, cancellation);
            return Finding.Done(new WayHome(through), $"rsync comes from {From} to {through}");
        }
        catch (EffectException refused)
        {
            return Finding.NotDone(new WayHome(through), $"what is new in {From} could not come back to {To}: {refused.Message}");
        }
    }
}
