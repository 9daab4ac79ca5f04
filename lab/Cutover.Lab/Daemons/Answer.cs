using System.Diagnostics;

namespace Cutover.Lab;

/// <summary>Waits for a daemon's own answer, for a bounded time.</summary>
internal static class Answer
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <exception cref="LabException">It did not come; the message ends with the daemon's last words.</exception>
    public static async Task WaitAsync(
        LabEstate estate, string name, Address address, string expected, Func<Task<bool>> probe, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (!await probe())
        {
            if (clock.Elapsed > Unit.Patience)
            {
                var log = Path.Combine(estate.Logs, $"{name}.log");
                throw new LabException(
                    $"{name} at {address} did not answer within {Unit.Patience.TotalSeconds:0} s (expected {expected}); its log {log} "
                        + $"ends: {Tail(log)}");
            }
            await Task.Delay(Look, cancellation);
        }
    }

    private static string Tail(string log) => File.Exists(log) ? Shell.LastLines(File.ReadAllText(log)) : "(there is none)";
}
