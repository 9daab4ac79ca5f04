namespace Cutover.Crowd;

/// <summary>The crowd's one clock: microseconds since it began, from the monotonic clock. All recorded times are of this clock.</summary>
public sealed class CrowdClock(TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    /// <summary>The time of day at which the crowd began.</summary>
    public DateTimeOffset Began { get; } = time.GetUtcNow();

    /// <summary>Microseconds since the crowd began.</summary>
    public long Now => (long)time.GetElapsedTime(_began).TotalMicroseconds;
}
