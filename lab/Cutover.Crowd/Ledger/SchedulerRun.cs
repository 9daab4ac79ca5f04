using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>One life of a scheduler, as it recorded itself.</summary>
/// <param name="Host">Where it ran.</param>
/// <param name="Run">Its id.</param>
/// <param name="From">Its first record.</param>
/// <param name="To">Its last.</param>
public sealed record SchedulerRun(
    [property: JsonPropertyName("host")] string Host,
    [property: JsonPropertyName("run")] string Run,
    [property: JsonPropertyName("from")] DateTimeOffset From,
    [property: JsonPropertyName("to")] DateTimeOffset To);
