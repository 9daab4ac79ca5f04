namespace Cutover.Crowd;

/// <summary>The first line of a log.</summary>
/// <param name="Began">The time of day at the crowd's beginning.</param>
/// <param name="Seed">The schedule's seed.</param>
/// <param name="Spacing">The schedule's spacing.</param>
/// <param name="LateAfterMs">From when an answer is late.</param>
/// <param name="Services">The services' names.</param>
public sealed record LogHeader(DateTimeOffset Began, int Seed, Spacing Spacing, int LateAfterMs, IReadOnlyList<string> Services);
