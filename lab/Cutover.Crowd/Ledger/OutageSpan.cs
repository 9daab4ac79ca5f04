using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>One outage in the report, in seconds since the crowd's timetable began.</summary>
/// <param name="From">The last good answer before.</param>
/// <param name="To">The first good answer after.</param>
/// <param name="Failures">How many operations failed in it.</param>
public sealed record OutageSpan(
    [property: JsonPropertyName("from_s")] double From,
    [property: JsonPropertyName("to_s")] double To,
    [property: JsonPropertyName("failures")] int Failures);
