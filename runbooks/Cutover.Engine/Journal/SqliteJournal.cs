using System.Globalization;
using System.Text.Json;

namespace Cutover.Engine;

/// <summary>A journal in one SQLite file: for one machine, so one driver at a time is kept by a lock on a file beside it.</summary>
/// <remarks>Every append is one transaction, on disk when it returns (WAL, synchronous=FULL).</remarks>
public sealed class SqliteJournal : IJournal
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly SqliteStore _store;
    private readonly Dictionary<string, string> _heads = [];
    private DriverLock? _lock;

    private SqliteJournal(string directory, TimeProvider time, SqliteStore store)
    {
        _directory = directory;
        _time = time;
        _store = store;
    }

    /// <summary>Opens the journal in a directory, and makes both where they are missing.</summary>
    /// <exception cref="JournalException">It cannot be opened or is not a journal.</exception>
    public static SqliteJournal Open(string directory, TimeProvider time) =>
        new(directory, time, SqliteStore.Open(Path.Combine(directory, "journal.db")));

    public ValueTask<RunHeader> CreateAsync(string runbook, string environment, DateTimeOffset started, CancellationToken cancellation)
    {
        var unfinished = Headers().FirstOrDefault(header => header.Environment == environment && !header.Finished);
        if (unfinished is not null)
            throw new JournalException($"The environment '{environment}' has the unfinished run '{unfinished.Run}'; resume it, or turn it back, before another begins.");

        var day = $"{environment}-{started.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-";
        var number = Headers().Count(header => header.Run.StartsWith(day, StringComparison.Ordinal)) + 1;
        var run = new RunHeader(day + number.ToString(CultureInfo.InvariantCulture), runbook, environment, started, Finished: false);
        _store.Execute(
            "insert into run(id, runbook, environment, started) values($1, $2, $3, $4)",
            run.Run, runbook, environment, EventHash.Time(started));
        return ValueTask.FromResult(run);
    }

    public ValueTask<IReadOnlyList<RunHeader>> ListAsync(CancellationToken cancellation) => ValueTask.FromResult(Headers());

    public ValueTask<long> TakeAsync(string run, string driver, CancellationToken cancellation)
    {
        _lock ??= DriverLock.TryTake(LockFile(run))
            ?? throw new JournalHeldException($"The run '{run}' is driven by {Driver(run) ?? "another process"}; wait for it to end, or stop it, and try again.");
        _store.Execute("update run set epoch = epoch + 1, driver = $1 where id = $2", driver, run);
        return ValueTask.FromResult(Epoch(run));
    }

    public ValueTask AppendAsync(string run, JournalEntry entry, Request? answers, bool finishes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellation.ThrowIfCancellationRequested();
        var (at, body) = (EventHash.Time(entry.At), EventHash.Body(entry.Event));
        _store.Transact(() =>
        {
            var epoch = Epoch(run);
            if (epoch != entry.Epoch)
                throw new EpochLostException($"The run '{run}' was taken over by {Driver(run)} (epoch {epoch}; this driver's is {entry.Epoch}); this driver stops.");

            var previous = Head(run);
            var hash = EventHash.Of(previous, run, entry.Seq, entry.Epoch, at, body);
            _store.Execute(
                "insert into event(run, seq, epoch, at, body, previous, hash) values($1, $2, $3, $4, $5, $6, $7)",
                run, entry.Seq, entry.Epoch, at, body, previous, hash);
            if (answers is not null)
                _store.Execute("update request set answered = $1 where id = $2", entry.Seq, answers.Id);
            if (finishes)
                _store.Execute("update run set finished = 1 where id = $1", run);
            _heads[run] = hash;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(string run, CancellationToken cancellation)
    {
        var head = EventHash.Genesis;
        var entries = new List<JournalEntry>();
        foreach (var row in _store.Query("select seq, epoch, at, body, previous, hash from event where run = $1 order by seq", run))
        {
            var (seq, epoch, at, body) = ((long)row[0], (long)row[1], (string)row[2], (string)row[3]);
            if (seq != entries.Count + 1 || (string)row[4] != head || (string)row[5] != EventHash.Of(head, run, seq, epoch, at, body))
                throw new JournalException($"{_store.File}: event {seq} of run '{run}' does not follow from event {entries.Count}: the journal was changed or damaged after it was written. Restore it from a copy; do not resume this run.");

            entries.Add(new JournalEntry(seq, epoch, DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Event(run, seq, body)));
            head = (string)row[5];
        }

        _heads[run] = head;
        return ValueTask.FromResult<IReadOnlyList<JournalEntry>>(entries);
    }

    public ValueTask PostAsync(string run, Request request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        _store.Execute(
            "insert into request(run, at, kind, by, step, role, text) values($1, $2, $3, $4, $5, $6, $7)",
            run, EventHash.Time(_time.GetUtcNow()), request.Kind.ToString(), request.By, request.Step, request.Role, request.Text);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Request>> InboxAsync(string run, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Request>>(
        [
            .. _store.Query("select id, kind, by, step, role, text from request where run = $1 and answered is null order by id", run)
                .Select(row => new Request((long)row[0], Enum.Parse<RequestKind>((string)row[1]), (string)row[2], (string)row[3], (string)row[4], (string)row[5])),
        ]);

    public ValueTask<string?> DriverAsync(string run, CancellationToken cancellation)
    {
        if (_lock is not null)
            return ValueTask.FromResult(Driver(run));

        using var free = DriverLock.TryTake(LockFile(run));
        return ValueTask.FromResult(free is null ? Driver(run) : null);
    }

    public ValueTask DisposeAsync()
    {
        _lock?.Dispose();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    private string LockFile(string run) => Path.Combine(_directory, "runs", run, "driver.lock");

    private IReadOnlyList<RunHeader> Headers() =>
    [
        .. _store.Query("select id, runbook, environment, started, finished from run order by rowid").Select(row => new RunHeader(
            (string)row[0], (string)row[1], (string)row[2],
            DateTimeOffset.Parse((string)row[3], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), (long)row[4] == 1)),
    ];

    private long Epoch(string run) => (long)_store.Query("select epoch from run where id = $1", run).Single()[0];

    private string? Driver(string run) => _store.Query("select coalesce(driver, '') from run where id = $1", run).Select(row => (string)row[0]).SingleOrDefault();

    private string Head(string run) => _heads.TryGetValue(run, out var head)
        ? head
        : _store.Query("select hash from event where run = $1 order by seq desc limit 1", run).Select(row => (string)row[0]).SingleOrDefault() ?? EventHash.Genesis;

    private RunEvent Event(string run, long seq, string body)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(body, Json.Values)!;
        }
        catch (JsonException failure)
        {
            throw new JournalException($"{_store.File}: event {seq} of run '{run}' is not one that this version knows: {failure.Message} Use the version that wrote it.", failure);
        }
    }
}
