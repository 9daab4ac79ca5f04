using System.Globalization;

namespace Cutover.App;

/// <summary>Durations as people read them.</summary>
internal static class Spans
{
    /// <summary>A planned duration: 4 h, 1 h 30 min, 90 s, 250 ms.</summary>
    public static string Planned(TimeSpan span)
    {
        if (span < TimeSpan.FromSeconds(1))
            return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.###} ms");
        if (span < TimeSpan.FromMinutes(2))
            return string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");

        var parts = new List<string>();
        if (span.TotalHours >= 1)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours} h"));
        if (span.Minutes > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{span.Minutes} min"));
        if (span.Seconds > 0)
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{span.Seconds} s"));
        return string.Join(' ', parts);
    }

    /// <summary>A measured duration, never wider than eight cells: 12 ms, 3.4 s, 12:05, 1:02:03.</summary>
    public static string Measured(TimeSpan span) => span switch
    {
        { Ticks: < 0 } => $"-{Measured(-span)}",
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 100 } => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.0} s"),
        _ => Clock(span),
    };

    /// <summary>A sum of outages in seconds, and the longest of them where it is not all of it: 2.9 s (2.0 s at a stretch).</summary>
    public static string Outage(double? sum, double? longest)
    {
        if (sum is not { } all)
            return "unknown";

        var (total, stretch) = (Measured(TimeSpan.FromSeconds(all)), Measured(TimeSpan.FromSeconds(longest ?? all)));
        return total == stretch || longest >= all ? total : $"{total} ({stretch} at a stretch)";
    }

    /// <summary>A clock that runs: 00:01:05.</summary>
    public static string Clock(TimeSpan span)
    {
        var length = span.Duration();
        var sign = span < TimeSpan.Zero ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{(long)length.TotalHours:00}:{length:mm\\:ss}");
    }
}
