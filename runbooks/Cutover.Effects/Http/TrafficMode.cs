using System.Text.Json.Serialization;

namespace Cutover.Effects;

/// <summary>Where a front sends a service's requests.</summary>
public enum TrafficMode
{
    /// <summary>All to the old side.</summary>
    [JsonStringEnumMemberName("old")]
    Old,

    /// <summary>GET and HEAD to the old side's read-only instance; all else is told to come back.</summary>
    [JsonStringEnumMemberName("read-only")]
    ReadOnly,

    /// <summary>Everything is told to come back.</summary>
    [JsonStringEnumMemberName("maintenance")]
    Maintenance,

    /// <summary>Testers to the new side, everyone else as in read-only.</summary>
    [JsonStringEnumMemberName("testers")]
    Testers,

    /// <summary>All to the new side.</summary>
    [JsonStringEnumMemberName("new")]
    New,

    /// <summary>
    /// All to the edge, which decides: for a front that people still reach by an old address once the names lead to the edge.
    /// </summary>
    [JsonStringEnumMemberName("edge")]
    Edge,
}
