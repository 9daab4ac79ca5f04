using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that no cache can still hold what it was given with the old TTL.</summary>
/// <param name="Lowered">The step that lowered it. Its time counts from when every server was seen with the low TTL.</param>
public sealed record WaitOutTtl(Step<TtlSeen> Lowered) : IProbe<TtlWaited>
{
    public string Verb => $"wait out the old TTL of {Lowered}";

    public ValueTask<Finding<TtlWaited>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var lowered = context.Read(Lowered);
        var until = lowered.At.AddSeconds(lowered.Old);
        var left = until - context.Time.GetUtcNow();
        return ValueTask.FromResult(left <= TimeSpan.Zero
            ? Finding.Done(new TtlWaited(until), $"the old TTL of {lowered.Old} s has passed since {lowered.At:u}")
            : Finding.NotDone(new TtlWaited(until), $"caches may hold the old TTL of {lowered.Old} s until {until:u}, "
                + $"{left.TotalSeconds:0} s more"));
    }
}
