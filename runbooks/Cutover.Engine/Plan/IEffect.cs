namespace Cutover.Engine;

/// <summary>A change to the world, with the probe that decides whether it is needed and whether it was made.</summary>
public interface IEffect<T> : IProbe<T>
{
    /// <summary>Makes it so, from NotDone and from HalfDone alike, and may be called again after a crash in the middle.</summary>
    /// <param name="context">The run, the attempt and what other steps saw.</param>
    /// <param name="before">What the first probe saw before the first attempt, as journaled with the intent.</param>
    /// <param name="cancellation">Cancelled when the attempt's time is up, the run turns back or the driver is interrupted.</param>
    ValueTask DoAsync(StepContext context, T before, CancellationToken cancellation);
}
