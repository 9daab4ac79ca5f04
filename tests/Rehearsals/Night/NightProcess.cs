using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Cutover.Engine;

namespace Cutover.Rehearsals;

/// <summary>The night's own program, rehearsing on the small lab as a process that can be killed.</summary>
internal sealed class NightProcess : IAsyncDisposable
{
    private const int LinesKept = 25;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _home = Directory.CreateTempSubdirectory("cutover-night-").FullName;
    private readonly string _program = Program();
    private readonly ConcurrentQueue<string> _said = new();
    private readonly List<int> _started = [];

    /// <summary>The events on disk so far; empty before there is a run.</summary>
    public async Task<IReadOnlyList<JournalEntry>> EventsAsync()
    {
        if (!File.Exists(Path.Combine(_home, "journal.db")))
            return [];

        await using var journal = SqliteJournal.Open(_home, TimeProvider.System);
        var runs = await journal.ListAsync(CancellationToken.None);
        return runs.Count == 0 ? [] : await journal.LoadAsync(runs[^1].Run, CancellationToken.None);
    }

    /// <summary>Waits until it has said this.</summary>
    public async Task HearAsync(Process process, string words)
    {
        var clock = Stopwatch.StartNew();
        while (!_said.Any(line => line.Contains(words, StringComparison.Ordinal)))
        {
            Assert.False(process.HasExited, $"The night ended before it said '{words}'. It said:\n{string.Join('\n', _said)}");
            Assert.True(clock.Elapsed < Patience, $"The night never said '{words}'. It said:\n{string.Join('\n', _said)}");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Sends it a signal, such as STOP, which keeps it where it is until CONT.</summary>
    public static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Starts the same command each time.</summary>
    public Process Start(params string[] more)
    {
        string[] arguments = [_program, "rehearse", "--size", "small", "--plain", "--journal", _home, .. more];
        var start = new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, RedirectStandardOutput = true,
            RedirectStandardError = true, RedirectStandardInput = true };
        var process = Process.Start(start)!;
        _started.Add(process.Id);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Waits until the journal shows what is waited for, or the process has ended.</summary>
    public async Task<IReadOnlyList<JournalEntry>> UntilAsync(Process process, Func<IReadOnlyList<JournalEntry>, bool> seen)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var events = await EventsAsync();
            if (seen(events) || process.HasExited)
                return events;

            Assert.True(clock.Elapsed < Patience, StandsStill(events));
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What there is to know of a night that did not come to where it was expected, with what it is at.</summary>
    private string StandsStill(IReadOnlyList<JournalEntry> events)
    {
        var at = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in events)
        {
            _ = entry.Event switch
            {
                RunEvent.StepWaiting { Step: var step } => at.Add(step),
                RunEvent.StepIntended { Step: var step } => at.Add(step),
                RunEvent.StepDone { Step: var step } => at.Remove(step),
                RunEvent.StepSkipped { Step: var step } => at.Remove(step),
                RunEvent.UndoIntended { Step: var step } => at.Add($"undo of {step}"),
                RunEvent.UndoDone { Step: var step } => at.Remove($"undo of {step}"),
                _ => false,
            };
        }

        return $"The night stands still after event {events.Count}, at {string.Join(", ", at)}. It said:\n{string.Join('\n', _said)}";
    }

    /// <summary>Waits for its end, and shows the last of what it said where that is another end than expected.</summary>
    public async Task EndsAsync(Process process, int expected, TimeSpan? atMost = null)
    {
        using var patience = new CancellationTokenSource(atMost ?? Patience);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            Assert.Fail(StandsStill(await EventsAsync()));
        }

        if (process.ExitCode == expected)
            return;

        // What went wrong first may be long past what it said last.
        var turned = (await EventsAsync()).Select(entry => entry.Event).OfType<RunEvent.TurnBackBegan>().LastOrDefault();
        Assert.Fail($"The night ended with {process.ExitCode}, expected {expected}. "
            + (turned is null ? "" : $"It turned back because {turned.Reason}. ") + $"It said:\n{string.Join('\n', _said)}");
    }

    /// <summary>Everything that was acknowledged is there, once.</summary>
    public static void NothingLost(JsonElement report)
    {
        foreach (var service in report.GetProperty("services").EnumerateArray())
        {
            var name = service.GetProperty("name").GetString();
            var used = service.GetProperty(name == "imap" ? "requests" : "acknowledged").GetInt64();
            Assert.True(used > 0, $"nobody {(name == "imap" ? "read" : "wrote to")} {name}");
            Assert.True(service.GetProperty("lost").GetInt64() == 0, $"{name} lost {service.GetProperty("lost")}");
            Assert.True(service.GetProperty("duplicated").GetInt64() == 0, $"{name} duplicated {service.GetProperty("duplicated")}");
        }

        var scheduler = report.GetProperty("rehearsal").GetProperty("figures").GetProperty("ledger").GetProperty("scheduler");
        Assert.Equal(0, scheduler.GetProperty("duplicated").GetInt32());
        Assert.Equal(0, scheduler.GetProperty("overlaps").GetInt32());
    }

    /// <summary>How many runs were begun.</summary>
    public int Runs => Directory.GetDirectories(Path.Combine(_home, "runs"), "lab-*").Length;

    /// <summary>The newest run's report.</summary>
    public JsonElement Report() => Report(Path.Combine(_home, "runs", "latest"));

    /// <summary>Every run's report, the oldest first.</summary>
    public IReadOnlyList<JsonElement> Reports() =>
        [.. Directory.GetDirectories(Path.Combine(_home, "runs"), "lab-*").Order(StringComparer.Ordinal).Select(Report)];

    /// <summary>A file beside the journal; empty where there is none.</summary>
    public string Read(string name) => File.Exists(Path.Combine(_home, name)) ? File.ReadAllText(Path.Combine(_home, name)) : "";

    /// <summary>Changes a file of the rehearsal's.</summary>
    public void Write(string name, string text) => File.WriteAllText(Path.Combine(_home, name), text);

    private static JsonElement Report(string run)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "report.json")));
        return report.RootElement.Clone();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;

        _said.Enqueue(line);
        if (_said.Count > LinesKept)
            _said.TryDequeue(out _);
    }

    public async ValueTask DisposeAsync()
    {
        // A test that failed has left it running, or stopped.
        foreach (var night in Process.GetProcessesByName("dotnet").Where(process => _started.Contains(process.Id)))
        {
            using (night)
                night.Kill();
        }

        await new Lab.RehearsalLab(Lab.LabOptions.Chosen(Lab.LabSize.Small), _ => { }).SweepAsync();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>The night, as built with these tests.</summary>
    public static string Program()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        var configuration = root.Parent!.Name;
        while (!File.Exists(Path.Combine(root.FullName, "Cutover.sln")))
            root = root.Parent ?? throw new InvalidOperationException(
                "The tests run outside of the repository, where the night's program cannot be found.");

        return Path.Combine(root.FullName, "runbooks", "Ietf", "bin", configuration, "net10.0", "Ietf.dll");
    }
}
