using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>
/// One service in the report. Everything comes from the crowd's log and from what the serving side holds after the night; nothing from
/// counters kept while writing.
/// </summary>
public sealed record ServiceLedger
{
    /// <summary>The service's name.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>Seconds for which reads were out, as <see cref="Outages"/> measures them.</summary>
    [JsonPropertyName("read_outage_s")]
    public required double ReadOutage { get; init; }

    /// <summary>Seconds for which writes were out.</summary>
    [JsonPropertyName("write_outage_s")]
    public required double WriteOutage { get; init; }

    /// <summary>All operations.</summary>
    [JsonPropertyName("requests")]
    public required int Requests { get; init; }

    /// <summary>Operations that had no answer, or another than they should; late ones are counted apart.</summary>
    [JsonPropertyName("errors")]
    public required int Errors { get; init; }

    /// <summary>Writes that the service promised.</summary>
    [JsonPropertyName("acknowledged")]
    public required int Acknowledged { get; init; }

    /// <summary>Writes of which nobody knows; each may be there at most once.</summary>
    [JsonPropertyName("unknown")]
    public required int Unknown { get; init; }

    /// <summary>Answers that came later than the limit after their intended time. A write among them is promised all the same.</summary>
    [JsonPropertyName("late")]
    public required int Late { get; init; }

    /// <summary>Reads that did not show what their user had been promised.</summary>
    [JsonPropertyName("stale_reads")]
    public required int StaleReads { get; init; }

    /// <summary>Keys whose last promised state is not there.</summary>
    [JsonPropertyName("lost")]
    public required int Lost { get; init; }

    /// <summary>How often keys are there beyond once.</summary>
    [JsonPropertyName("duplicated")]
    public required int Duplicated { get; init; }

    /// <summary>Keys whose state is that of a write of which nobody knew.</summary>
    [JsonPropertyName("unknown_present")]
    public required int UnknownPresent { get; init; }

    /// <summary>Keys whose state is that of a write that was refused.</summary>
    [JsonPropertyName("refused_present")]
    public required int RefusedPresent { get; init; }

    /// <summary>Keys that were read back.</summary>
    [JsonPropertyName("keys")]
    public required int Keys { get; init; }

    /// <summary>Keys that were also read by name, as a user reads them.</summary>
    [JsonPropertyName("sampled")]
    public required int Sampled { get; init; }

    /// <summary>Operations per second of the timetable.</summary>
    [JsonPropertyName("requests_per_s")]
    public required double RequestsPerSecond { get; init; }

    /// <summary>Acknowledged writes per second of the timetable.</summary>
    [JsonPropertyName("acknowledged_per_s")]
    public required double AcknowledgedPerSecond { get; init; }

    /// <summary>How long good reads took.</summary>
    [JsonPropertyName("read_latency_ms")]
    public required Latency ReadLatency { get; init; }

    /// <summary>How long acknowledged writes took.</summary>
    [JsonPropertyName("write_latency_ms")]
    public required Latency WriteLatency { get; init; }

    /// <summary>The longest time between two good reads, whether or not anything failed, in seconds.</summary>
    [JsonPropertyName("read_longest_gap_s")]
    public required double ReadLongestGap { get; init; }

    /// <summary>The longest time between two acknowledged writes, in seconds.</summary>
    [JsonPropertyName("write_longest_gap_s")]
    public required double WriteLongestGap { get; init; }

    /// <summary>The outages of reads, one by one.</summary>
    [JsonPropertyName("read_outages")]
    public required IReadOnlyList<OutageSpan> ReadOutages { get; init; }

    /// <summary>The outages of writes, one by one.</summary>
    [JsonPropertyName("write_outages")]
    public required IReadOnlyList<OutageSpan> WriteOutages { get; init; }

    /// <summary>The seconds in which something failed.</summary>
    [JsonPropertyName("failures")]
    public required IReadOnlyList<FailedSecond> Failures { get; init; }

    /// <summary>How many answers each server gave, by its header X-Served-By.</summary>
    [JsonPropertyName("served_by")]
    public required IReadOnlyDictionary<string, int> ServedBy { get; init; }

    /// <summary>What is wrong, a sentence each; the first few of each sort.</summary>
    [JsonPropertyName("findings")]
    public required IReadOnlyList<string> Findings { get; init; }
}
