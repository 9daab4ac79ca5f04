using System.Text.Json.Serialization;

namespace Cutover.App;

/// <summary>What became of one service under the crowd. Counts come from reading back the side that serves in the end.</summary>
public sealed record ServiceLedger
{
    public required string Name { get; init; }

    /// <summary>Seconds in which reads failed, summed over every gap from last good to next good.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? ReadOutageS { get; init; }

    /// <summary>The same for writes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? WriteOutageS { get; init; }

    /// <summary>Seconds of the longest single gap of reads. The rest of the sum are moments elsewhere, such as one late answer.</summary>
    public double? LongestReadOutageS { get; init; }

    /// <summary>The same for writes.</summary>
    public double? LongestWriteOutageS { get; init; }

    public long Requests { get; init; }

    public long Errors { get; init; }

    /// <summary>Writes that the service acknowledged.</summary>
    public long Acknowledged { get; init; }

    /// <summary>Writes whose answer never came; each may be there at most once.</summary>
    public long Unknown { get; init; }

    /// <summary>Requests answered more than a second after their intended time.</summary>
    public long Late { get; init; }

    /// <summary>Reads that did not see what was acknowledged before.</summary>
    public long StaleReads { get; init; }

    /// <summary>Acknowledged writes that are not there.</summary>
    public long Lost { get; init; }

    /// <summary>Writes that are there more than once.</summary>
    public long Duplicated { get; init; }
}
