namespace Cutover.Crowd;

/// <summary>Sorts failures by second and kind.</summary>
public static class FailureTimeline
{
    /// <summary>The seconds in which something failed.</summary>
    /// <param name="operations">Operations of one service.</param>
    /// <param name="from">When the timetable began, in microseconds.</param>
    /// <param name="lateAfter">From when an answer is late, in microseconds.</param>
    public static IReadOnlyList<FailedSecond> Of(IEnumerable<Operation> operations, long from, long lateAfter) =>
    [
        .. operations.Where(operation => !operation.IsGood(lateAfter))
            .GroupBy(operation => (int)((operation.Due - from) / 1_000_000))
            .OrderBy(second => second.Key)
            .Select(second => new FailedSecond(
                second.Key,
                Count(second.Where(operation => !operation.Kind.IsWrite()), lateAfter),
                Count(second.Where(operation => operation.Kind.IsWrite()), lateAfter))),
    ];

    /// <summary>What kind of failure an operation is.</summary>
    public static string KindOf(Operation operation, long lateAfter) => operation switch
    {
        { Missing: NoAnswer.NoConnection } => "no connection",
        { Missing: NoAnswer.TimedOut } => "timed out",
        { Missing: NoAnswer.CutOff } => "cut off",
        { Ending: Ending.Good or Ending.Acknowledged } when operation.IsLate(lateAfter) => "late",
        { Status: null or (>= 200 and < 300) } => "wrong answer",
        _ => $"status {operation.Status}",
    };

    private static SortedDictionary<string, int> Count(IEnumerable<Operation> failures, long lateAfter)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var kind in failures.Select(failure => KindOf(failure, lateAfter)))
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        return counts;
    }
}
