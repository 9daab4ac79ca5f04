using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>What failed in one second of the crowd's timetable.</summary>
/// <param name="Second">The second in which the operations were intended, from 0.</param>
/// <param name="Reads">
/// Failed reads by kind: <c>status 503</c> and the like, <c>late</c>,
/// <c>no connection</c>, <c>timed out</c>, <c>cut off</c>, <c>wrong answer</c>.
/// </param>
/// <param name="Writes">Failed writes, likewise.</param>
public sealed record FailedSecond(
    [property: JsonPropertyName("second")] int Second,
    [property: JsonPropertyName("reads")] IReadOnlyDictionary<string, int> Reads,
    [property: JsonPropertyName("writes")] IReadOnlyDictionary<string, int> Writes);
