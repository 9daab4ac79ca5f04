namespace Cutover.Crowd;

/// <summary>A service during the last second, for whoever watches. The ledger does not use it.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="ReadsPerSecond">Reads answered well and in time.</param>
/// <param name="WritesPerSecond">Writes acknowledged in time.</param>
/// <param name="FailuresPerSecond">Everything else.</param>
/// <param name="P95Ms">Latency of what was answered, from the intended time, in milliseconds.</param>
/// <param name="LastGoodReadAgoMs">How long ago a read was last answered well; none yet is -1.</param>
/// <param name="LastGoodWriteAgoMs">How long ago a write was last acknowledged; none yet is -1.</param>
/// <param name="Requests">Operations since the crowd began.</param>
/// <param name="Failures">Operations since the crowd began that were not answered well and in time.</param>
/// <param name="ServedBy">Who answered in the last second.</param>
public sealed record LiveService(
    string Name,
    int ReadsPerSecond,
    int WritesPerSecond,
    int FailuresPerSecond,
    double P95Ms,
    double LastGoodReadAgoMs,
    double LastGoodWriteAgoMs,
    long Requests,
    long Failures,
    IReadOnlyList<string> ServedBy);
