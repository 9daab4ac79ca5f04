namespace Cutover.Crowd;

/// <summary>The last line of a log whose crowd went home in order.</summary>
/// <param name="From">When the schedule began, in microseconds: after the warm-up.</param>
/// <param name="At">When the last intended time had passed, in microseconds.</param>
/// <param name="Operations">How many operations there are above.</param>
/// <param name="Why">Why the crowd went home.</param>
public sealed record LogEnd(long From, long At, long Operations, string Why);
