namespace Cutover.Crowd;

/// <summary>Measures outages from what users saw.</summary>
/// <remarks>
/// <para>
/// Each failed operation stretches an outage around the moment at which it was intended: from the last good answer that had arrived by
/// then, to the first good answer to an operation intended at that moment or later. (An answer that is still on its way from before the
/// failure ends nothing.) Where there is no such answer, the outage reaches to the crowd's beginning or end. What overlaps or touches is
/// one outage; outages are summed.
/// </para>
/// <para>
/// So a measured outage is shorter than the real one by no more than the time between two operations and an answer's latency, and longer
/// by no more than that at each end. A single failure between two good answers 50 ms apart is an outage of
/// 50 ms. Time without any operation, and an operation that was slow but in time, are no outage.
/// </para>
/// <para>
/// All reads of a service are one class, and all writes another. Where only some of them fail, good answers of the others bound each gap.
/// </para>
/// </remarks>
public static class Outages
{
    /// <summary>The outages of one class of operations.</summary>
    /// <param name="points">The operations, in any order.</param>
    /// <param name="begin">When the crowd began to keep its timetable, in microseconds.</param>
    /// <param name="end">When it ended.</param>
    public static IReadOnlyList<Outage> Measure(IEnumerable<Point> points, long begin, long end)
    {
        var all = points.ToList();
        var arrivals = all.Where(point => point.Good).Select(point => point.Done).Order().ToArray();
        var good = all.Where(point => point.Good).OrderBy(point => point.Due).ToArray();
        var dues = good.Select(point => point.Due).ToArray();
        var firstArrival = FirstArrivalFrom(good);

        var outages = new List<Outage>();
        foreach (var due in all.Where(point => !point.Good).Select(point => point.Due).Order())
        {
            var before = LowerBound(arrivals, due + 1) - 1;
            var after = LowerBound(dues, due);
            var from = before < 0 ? Math.Min(begin, due) : arrivals[before];
            var to = after == dues.Length ? Math.Max(end, due) : firstArrival[after];
            if (outages.Count > 0 && from <= outages[^1].To)
                outages[^1] = outages[^1] with { To = Math.Max(to, outages[^1].To), Failures = outages[^1].Failures + 1 };
            else
                outages.Add(new Outage(from, to, 1));
        }

        return outages;
    }

    /// <summary>The longest time between two good answers, begin and end included, whether or not anything failed meanwhile.</summary>
    /// <returns>Microseconds.</returns>
    public static long LongestGap(IEnumerable<Point> points, long begin, long end)
    {
        var longest = 0L;
        var last = begin;
        var arrivals = points.Where(point => point.Good && point.Done > begin && point.Done < end).Select(point => point.Done);
        foreach (var arrival in arrivals.Order())
        {
            longest = Math.Max(longest, arrival - last);
            last = arrival;
        }

        return Math.Max(longest, end - last);
    }

    // For each place in the order of intended times: when the first answer arrives of all from there on.
    private static long[] FirstArrivalFrom(Point[] byDue)
    {
        var first = new long[byDue.Length];
        var earliest = long.MaxValue;
        for (var i = byDue.Length - 1; i >= 0; i--)
            first[i] = earliest = Math.Min(earliest, byDue[i].Done);
        return first;
    }

    // The first place whose value is at least the one given.
    private static int LowerBound(long[] sorted, long value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
