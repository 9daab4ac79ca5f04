namespace Cutover.Engine;

/// <summary>A journal that lives as long as its process: for simulation and for tests.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly List<RunHeader> _runs = [];
    private readonly Dictionary<string, List<JournalEntry>> _events = [];
    private readonly Dictionary<string, long> _epochs = [];
    private readonly Dictionary<string, string> _drivers = [];
    private readonly List<(string Run, Request Request)> _inbox = [];
    private long _requests;

    public ValueTask<RunHeader> CreateAsync(string runbook, string environment, DateTimeOffset started, CancellationToken cancellation)
    {
        var unfinished = _runs.Find(header => header.Environment == environment && !header.Finished);
        if (unfinished is not null)
            throw new JournalException($"The environment '{environment}' has the unfinished run '{unfinished.Run}'; resume it, or turn it back, before another begins.");

        var run = new RunHeader($"{environment}-{_runs.Count + 1}", runbook, environment, started, Finished: false);
        _runs.Add(run);
        _events.Add(run.Run, []);
        return ValueTask.FromResult(run);
    }

    public ValueTask<IReadOnlyList<RunHeader>> ListAsync(CancellationToken cancellation) => ValueTask.FromResult<IReadOnlyList<RunHeader>>([.. _runs]);

    public ValueTask<long> TakeAsync(string run, string driver, CancellationToken cancellation)
    {
        _drivers[run] = driver;
        return ValueTask.FromResult(_epochs[run] = _epochs.GetValueOrDefault(run) + 1);
    }

    public ValueTask AppendAsync(string run, JournalEntry entry, Request? answers, bool finishes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellation.ThrowIfCancellationRequested();
        if (entry.Epoch != _epochs[run])
            throw new EpochLostException($"The run '{run}' was taken over by {_drivers[run]} (epoch {_epochs[run]}; this driver's is {entry.Epoch}); this driver stops.");
        if (entry.Seq != _events[run].Count + 1)
            throw new JournalException($"Event {entry.Seq} of run '{run}' does not follow event {_events[run].Count}.");

        _events[run].Add(entry);
        _inbox.RemoveAll(waiting => waiting.Request.Id == answers?.Id);
        if (finishes)
            _runs[_runs.FindIndex(header => header.Run == run)] = _runs.Find(header => header.Run == run)! with { Finished = true };

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(string run, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<JournalEntry>>([.. _events[run]]);

    public ValueTask PostAsync(string run, Request request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        _inbox.Add((run, request with { Id = ++_requests }));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Request>> InboxAsync(string run, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Request>>([.. _inbox.Where(waiting => waiting.Run == run).Select(waiting => waiting.Request)]);

    public ValueTask<string?> DriverAsync(string run, CancellationToken cancellation) => ValueTask.FromResult(_drivers.GetValueOrDefault(run));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
