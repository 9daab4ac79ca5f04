using System.Diagnostics;

namespace Cutover.Lab;

/// <summary>
/// The processes of one lab, found so that nobody else's is ever ended. A process is the lab's when it runs as the lab's user and
/// carries <c>CUTOVER_LAB=&lt;directory&gt;</c> in its environment; or is the one a pid file names (same start time); or belongs to a
/// session that <c>bin/service</c> once began and works inside the lab's directory (nginx and PostgreSQL overwrite their environment,
/// and outlive a leader that was killed); or, the user being there for the lab alone, names a path inside it on its command line.
/// What a root who was killed had running on the lab's behalf, and marked, is the lab's too.
/// </summary>
internal sealed class OwnProcesses(string directory, LabUser user)
{
    private const string Variable = "CUTOVER_LAB";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private readonly string _marker = $"{Variable}={directory}";
    private readonly string _inside = directory + Path.DirectorySeparatorChar;

    /// <summary>The environment that makes a short command swept if its starter is killed.</summary>
    public static IReadOnlyDictionary<string, string?> Mark(string directory) =>
        new Dictionary<string, string?>(StringComparer.Ordinal) { [Variable] = directory };

    /// <summary>All that are alive, leaders first.</summary>
    public IReadOnlyList<ProcessEntry> Find()
    {
        var others = ProcessEntry.All().Where(process => process.Pid != Environment.ProcessId).ToList();
        var recorded = Recorded().ToHashSet();
        var proven = others.Where(process => IsProven(process, recorded)).ToList();
        var sessions = Sessions()
            .Concat(recorded.Select(record => record.Pid))
            .Concat(proven.Where(process => process.Session == process.Pid).Select(process => process.Pid))
            .ToHashSet();
        var followers = others.Except(proven).Where(process =>
            process.User == user.Id && sessions.Contains(process.Session) && process.WorkingDirectory is { } at && IsInside(at));
        return [.. proven.Concat(followers).OrderByDescending(process => process.Pid == process.Session).ThenBy(process => process.Pid)];
    }

    private bool IsProven(ProcessEntry process, HashSet<(int, ulong)> recorded) =>
        process.User == user.Id
            ? recorded.Contains((process.Pid, process.Started))
                || process.Carries(_marker)
                || (user.IsOther && process.Command.Contains(_inside, StringComparison.Ordinal))
            : user.IsOther && process.User == 0 && process.Carries(_marker);

    private bool IsInside(string path) => path == directory || path.StartsWith(_inside, StringComparison.Ordinal);

    /// <summary>
    /// Ends them all: politely at first, because PostgreSQL frees its shared memory only then (SIGQUIT is its immediate shutdown).
    /// </summary>
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

    /// <summary>Every session that was ever begun here.</summary>
    private IEnumerable<int> Sessions()
    {
        var file = Path.Combine(directory, "run", "sessions");
        return File.Exists(file)
            ? File.ReadAllLines(file).Select(line => int.TryParse(line, out var session) ? session : 0).Where(session => session > 1) : [];
    }

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
