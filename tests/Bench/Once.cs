using System.Diagnostics;
using System.Globalization;

namespace Cutover.Bench;

/// <summary>One night, timed from inside, its start-up apart.</summary>
internal static class Once
{
    public static async Task<int> RunAsync(string shape)
    {
        var night = new NoOpNight { Shape = shape };
        night.Setup();
        var clock = Stopwatch.StartNew();
        await night.Step();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:F3}"));
        night.Cleanup();
        return 0;
    }
}
