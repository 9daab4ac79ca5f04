using System.Diagnostics;
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

    /// <summary>Sends a signal to all of them at one moment.</summary>
    public static async Task KillAsync(string signal, params string[] processes)
    {
        using var kill = Process.Start("kill", [signal, .. processes]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Everybody in the session that this process leads.</summary>
    public static async Task<int[]> GroupAsync(int leader)
    {
        var pids = (await PsAsync("-o", "pid=", "-s", $"{leader}")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [.. pids.Select(pid => int.Parse(pid, CultureInfo.InvariantCulture))];
    }

    /// <summary>Those that run just this command line.</summary>
    public static async Task<string[]> RunningAsync(string command) =>
    [
        .. (await PsAsync("-ww", "-eo", "pid=,args=")).Split('\n', StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2)).Where(words => words.Length == 2 && words[1] == command).Select(words => words[0]),
    ];

    /// <summary>The leashes of commands whose locks are in this directory.</summary>
    public static async Task<int[]> LeashesOfAsync(string locks)
    {
        var leashes = (await PsAsync("-ww", "-eo", "pid=,args=")).Split('\n')
            .Select(line => line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length == 2 && words[1].StartsWith("sh -c set -u", StringComparison.Ordinal))
            .Where(words => words[1].Contains(locks, StringComparison.Ordinal));
        return [.. leashes.Select(words => int.Parse(words[0], CultureInfo.InvariantCulture))];
    }

    private static async Task<string> PsAsync(params string[] arguments)
    {
        using var ps = Process.Start(new ProcessStartInfo("ps", arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return await ps.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
