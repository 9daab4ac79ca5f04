namespace Cutover.Crowd;

/// <summary>An operation as the outage sees it. Microseconds since the crowd began.</summary>
/// <param name="Due">When it was intended.</param>
/// <param name="Done">When its answer had arrived.</param>
/// <param name="Good">Whether it was answered well and in time.</param>
public readonly record struct Point(long Due, long Done, bool Good);
