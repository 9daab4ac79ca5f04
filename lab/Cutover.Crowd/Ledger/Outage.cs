namespace Cutover.Crowd;

/// <summary>A stretch of time in which a service was out for its users. Microseconds since the crowd began.</summary>
/// <param name="From">The last good answer before.</param>
/// <param name="To">The first good answer after.</param>
/// <param name="Failures">How many operations fell into it and failed.</param>
public sealed record Outage(long From, long To, int Failures);
