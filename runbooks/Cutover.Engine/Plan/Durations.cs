namespace Cutover.Engine;

/// <summary>Durations as a runbook writes them.</summary>
public static class Durations
{
    public static TimeSpan Hours(this int count) => TimeSpan.FromHours(count);

    public static TimeSpan Minutes(this int count) => TimeSpan.FromMinutes(count);

    public static TimeSpan Seconds(this int count) => TimeSpan.FromSeconds(count);

    public static TimeSpan Milliseconds(this int count) => TimeSpan.FromMilliseconds(count);
}
