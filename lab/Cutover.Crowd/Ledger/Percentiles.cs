namespace Cutover.Crowd;

/// <summary>Percentiles by the nearest rank: always a value that was measured.</summary>
public static class Percentiles
{
    /// <summary>A percentile of sorted values; 0 where there are none.</summary>
    /// <param name="sorted">Values in rising order.</param>
    /// <param name="share">0.95 for the 95th.</param>
    public static double Of(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
}
