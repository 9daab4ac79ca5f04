using System.Diagnostics;

namespace Cutover.Lab;

/// <summary>
/// The processes of one lab, found so that nobody else's is ever ended. A process is the lab's when it runs as the lab's user and
/// either carries <c>CUTOVER_LAB=&lt;directory&gt;</c> in its environment, or is the one a pid file names (same start time), or
/// belongs to the session of such a one and works inside the lab's directory (nginx and PostgreSQL overwrite their environment).
/// </summary>
internal sealed class OwnProcesses(string directory, uint user)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly string _marker = $"CUTOVER_LAB={directory}";

    /// <summary>All that are alive, leaders first.</summary>
    public IReadOnlyList<ProcessEntry> Find()
    {
        var candidates = ProcessEntry.All().Where(process => process.User == user && process.Pid != Environment.ProcessId).ToList();
        var recorded = Recorded().ToHashSet();
        var proven = candidates.Where(process => recorded.Contains((process.Pid, process.Started)) || process.Carries(_marker)).ToList();
        var sessions = proven.Select(process => process.Session).Concat(recorded.Select(record => record.Pid)).ToHashSet();
        var inside = directory + Path.DirectorySeparatorChar;
        var followers = candidates.Except(proven).Where(process =>
            sessions.Contains(process.Session)
            && process.WorkingDirectory is { } at
            && (at == directory || at.StartsWith(inside, StringComparison.Ordinal)));
        return [.. proven.Concat(followers).OrderByDescending(process => process.Pid == process.Session).ThenBy(process => process.Pid)];
    }

    /// <summary>Ends them all: politely at first, because PostgreSQL frees its shared memory only then (SIGQUIT is its immediate shutdown).</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAsync(CancellationToken cancellation)
    {
        var found = Find();
        foreach (var process in found.Where(IsStill))
            Libc.Signal(process.Pid, process.Name == "postgres" ? Libc.Quit : Libc.Terminate);
        if (await GoneAsync(TimeSpan.FromSeconds(2), cancellation))
            return found.Count;
        var clock = Stopwatch.StartNew();
        do
        {
            foreach (var process in Find().Where(IsStill))
                Libc.Signal(process.Pid, Libc.Kill);
            if (await GoneAsync(TimeSpan.FromMilliseconds(200), cancellation))
                return found.Count;
        }
        while (clock.Elapsed < Patience);
        var left = string.Join(", ", Find().Select(process => $"{process.Pid} ({process.Command})"));
        throw new LabException($"Processes of the lab in {directory} do not end although they were killed: {left}; end them by hand.");
    }

    private async Task<bool> GoneAsync(TimeSpan patience, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (Find().Count > 0)
        {
            if (clock.Elapsed > patience)
                return false;
            await Task.Delay(Look, cancellation);
        }
        return true;
    }

    private static bool IsStill(ProcessEntry process) => ProcessEntry.Of(process.Pid) is { } now && now.Started == process.Started;

    private IEnumerable<(int Pid, ulong Started)> Recorded()
    {
        var run = Path.Combine(directory, "run");
        if (!Directory.Exists(run))
            yield break;
        foreach (var file in Directory.EnumerateFiles(run, "*.pid"))
        {
            string[] fields;
            try
            {
                fields = File.ReadAllText(file).Split(' ', StringSplitOptions.TrimEntries);
            }
            catch (IOException)
            {
                continue;
            }
            if (fields is [var pid, var started] && int.TryParse(pid, out var number) && ulong.TryParse(started, out var ticks))
                yield return (number, ticks);
        }
    }
}
