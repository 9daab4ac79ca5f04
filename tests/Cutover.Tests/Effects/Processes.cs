using System.Globalization;

namespace Cutover.Tests;

/// <summary>Looks at processes that a test started.</summary>
internal static class Processes
{
    /// <summary>Whether a process lives; one that is dead and not yet collected does not.</summary>
    public static bool IsAlive(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The number that a process writes into a file, once it has.</summary>
    public static async Task<int> WrittenAsync(string file)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (DateTime.UtcNow < deadline)
        {
            var text = File.Exists(file) ? await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken) : "";
            if (int.TryParse(text, CultureInfo.InvariantCulture, out var process))
                return process;

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        throw new TimeoutException($"{file} did not appear.");
    }
}
