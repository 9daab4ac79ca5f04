namespace Cutover.Engine;

/// <summary>A journal that lives as long as its process: for simulation and for tests. May be used from several threads.</summary>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _one = new();
    private readonly Dictionary<string, Record> _runs = [];
    private readonly List<string> _order = [];
    private long _requests;

    public ValueTask<RunHeader> CreateAsync(string runbook, string environment, DateTimeOffset started, CancellationToken cancellation)
    {
        lock (_one)
        {
            if (_runs.Values.FirstOrDefault(other => other.Header.Environment == environment && !other.Header.Finished) is { } unfinished)
                throw JournalErrors.Unfinished(environment, unfinished.Header.Run);

            var run = new RunHeader($"{environment}-{_order.Count + 1}", runbook, environment, started, Finished: false);
            _order.Add(run.Run);
            _runs.Add(run.Run, new Record(run));
            return ValueTask.FromResult(run);
        }
    }

    public ValueTask<IReadOnlyList<RunHeader>> ListAsync(CancellationToken cancellation)
    {
        lock (_one)
            return ValueTask.FromResult<IReadOnlyList<RunHeader>>([.. _order.Select(run => _runs[run].Header)]);
    }

    public ValueTask<long> TakeAsync(string run, string driver, CancellationToken cancellation)
    {
        lock (_one)
        {
            var record = Find(run);
            record.Driver = driver;
            return ValueTask.FromResult(++record.Epoch);
        }
    }

    public ValueTask AppendAsync(string run, JournalEntry entry, Request? answers, bool finishes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellation.ThrowIfCancellationRequested();
        lock (_one)
        {
            var record = Find(run);
            if (entry.Epoch != record.Epoch)
                throw JournalErrors.EpochLost(run, record.Driver, record.Epoch, entry.Epoch);
            if (entry.Seq != record.Entries.Count + 1)
                throw JournalErrors.OutOfOrder(run, entry.Seq, record.Entries.Count);

            record.Entries.Add(entry);
            record.Inbox.RemoveAll(request => request.Id == answers?.Id);
            record.Header = record.Header with { Finished = record.Header.Finished || finishes };
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(string run, CancellationToken cancellation)
    {
        lock (_one)
            return ValueTask.FromResult<IReadOnlyList<JournalEntry>>([.. Find(run).Entries]);
    }

    public ValueTask PostAsync(string run, Request request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        lock (_one)
            Find(run).Inbox.Add(request with { Id = ++_requests });

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Request>> InboxAsync(string run, CancellationToken cancellation)
    {
        lock (_one)
            return ValueTask.FromResult<IReadOnlyList<Request>>([.. Find(run).Inbox]);
    }

    public ValueTask<string?> DriverAsync(string run, CancellationToken cancellation)
    {
        lock (_one)
            return ValueTask.FromResult(Find(run).Driver);
    }

    /// <summary>Lets go of every run; what was recorded stays, so that another driver can go on.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_one)
        {
            foreach (var record in _runs.Values)
                record.Driver = null;
        }

        return ValueTask.CompletedTask;
    }

    private Record Find(string run) => _runs.TryGetValue(run, out var record) ? record : throw JournalErrors.Unknown(run, _order);

    private sealed class Record(RunHeader header)
    {
        public RunHeader Header { get; set; } = header;

        public long Epoch { get; set; }

        public string? Driver { get; set; }

        public List<JournalEntry> Entries { get; } = [];

        public List<Request> Inbox { get; } = [];
    }
}
