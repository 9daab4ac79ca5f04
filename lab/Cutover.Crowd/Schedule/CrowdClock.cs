namespace Cutover.Crowd;

/// <summary>The crowd's one clock: microseconds since it began, from the monotonic clock. All recorded times are of this clock.</summary>
public sealed class CrowdClock(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The time of day at which the crowd began.</summary>
    public DateTimeOffset Began { get; } = time.GetUtcNow();

    /// <summary>Microseconds since the crowd began.</summary>
    public long Now => (long)time.GetElapsedTime(_began).TotalMicroseconds;

    /// <summary>Waits for a time, in microseconds; never ends before it.</summary>
    /// <param name="at">The time.</param>
    /// <param name="cancellation">Ends the wait early, without an exception.</param>
    public async Task UntilAsync(long at, CancellationToken cancellation)
    {
        // The system's timers tick in milliseconds, and some wake too early. Whole milliseconds, rounded up: less would spin.
        for (var left = at - Now; left > 0 && !cancellation.IsCancellationRequested; left = at - Now)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min((left / 1000) + 1, 100)), time, CancellationToken.None);
    }
}
