using System.Globalization;
using System.Text.Json;

namespace Cutover.Engine;

/// <summary>A journal in one SQLite file: for one machine, so one driver at a time is kept by a lock on a file beside it.</summary>
/// <remarks>Every append is one transaction, on disk when it returns (WAL, synchronous=FULL). May be used from several threads.</remarks>
public sealed class SqliteJournal : IJournal
{
    private readonly string _directory;
    private readonly TimeProvider _time;
    private readonly SqliteStore _store;
    private readonly Dictionary<string, DriverLock> _locks = [];

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
        if (environment.Length == 0 || !environment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new JournalException($"The environment '{environment}' cannot name a run; use letters, digits, '-' and '_'.");

        return ValueTask.FromResult(_store.Transact(() =>
        {
            if (Headers().FirstOrDefault(header => header.Environment == environment && !header.Finished) is { } unfinished)
                throw JournalErrors.Unfinished(environment, unfinished.Run);

            var day = $"{environment}-{started.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-";
            var number = Headers().Count(header => header.Run.StartsWith(day, StringComparison.Ordinal)) + 1;
            var run = new RunHeader(day + number.ToString(CultureInfo.InvariantCulture), runbook, environment, started, Finished: false);
            _store.Execute(
                "insert into run(id, runbook, environment, started, head) values($1, $2, $3, $4, $5)",
                run.Run, runbook, environment, EventHash.Time(started), EventHash.Genesis);
            return run;
        }));
    }

    public ValueTask<IReadOnlyList<RunHeader>> ListAsync(CancellationToken cancellation) => ValueTask.FromResult(Headers());

    public async ValueTask<long> TakeAsync(string run, string driver, CancellationToken cancellation)
    {
        _ = At(run);
        if (!_locks.ContainsKey(run))
            _locks.Add(run, await LockAsync(run, cancellation));

        return _store.Transact(() =>
        {
            _store.Execute("update run set epoch = epoch + 1, driver = $1 where id = $2", driver, run);
            return At(run).Epoch;
        });
    }

    public ValueTask AppendAsync(string run, JournalEntry entry, Request? answers, bool finishes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellation.ThrowIfCancellationRequested();
        var (at, body) = (EventHash.Time(entry.At), EventHash.Body(entry.Event));
        _store.Transact(() =>
        {
            var last = At(run);
            if (last.Epoch != entry.Epoch)
                throw JournalErrors.EpochLost(run, Driver(run), last.Epoch, entry.Epoch);
            if (last.Seq + 1 != entry.Seq)
                throw JournalErrors.OutOfOrder(run, entry.Seq, last.Seq);

            var hash = EventHash.Of(last.Head, run, entry.Seq, entry.Epoch, at, body);
            _store.Execute(
                "insert into event(run, seq, epoch, at, body, previous, hash) values($1, $2, $3, $4, $5, $6, $7)",
                run, entry.Seq, entry.Epoch, at, body, last.Head, hash);
            _store.Execute(
                "update run set seq = $1, head = $2, finished = max(finished, $3) where id = $4",
                entry.Seq, hash, finishes ? 1 : 0, run);
            if (answers is not null)
                _store.Execute("update request set answered = $1 where id = $2", entry.Seq, answers.Id);

            return hash;
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(string run, CancellationToken cancellation)
    {
        var head = EventHash.Genesis;
        var entries = new List<JournalEntry>();
        var last = (Epoch: 0L, Seq: 0L, Head: head);
        _store.Snapshot(() =>
        {
            last = At(run);
            foreach (var row in _store.Query("select seq, epoch, at, body, previous, hash from event where run = $1 order by seq", run))
            {
                var (seq, epoch, at, body) = ((long)row[0], (long)row[1], (string)row[2], (string)row[3]);
                if (seq != entries.Count + 1 || (string)row[4] != head || (string)row[5] != EventHash.Of(head, run, seq, epoch, at, body))
                    throw Changed($"event {seq} of run '{run}' does not follow from event {entries.Count}");

                entries.Add(new JournalEntry(seq, epoch, Time(at), Event(run, seq, body)));
                head = (string)row[5];
            }

            return head;
        });
        return last.Seq == entries.Count && last.Head == head
            ? ValueTask.FromResult<IReadOnlyList<JournalEntry>>(entries)
            : throw Changed($"run '{run}' ends at event {entries.Count}, and event {last.Seq} was recorded as its last");
    }

    public ValueTask PostAsync(string run, Request request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        _ = At(run);
        _store.Execute(
            "insert into request(run, at, kind, by, step, role, text) values($1, $2, $3, $4, $5, $6, $7)",
            run, EventHash.Time(_time.GetUtcNow()), request.Kind.ToString(), request.By, request.Step, request.Role, request.Text);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Request>> InboxAsync(string run, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<Request>>(
        [
            .. _store.Query("select id, kind, by, step, role, text from request where run = $1 and answered is null order by id", run)
                .Select(row => new Request(
                    (long)row[0], Kind((string)row[1]), (string)row[2], (string)row[3], (string)row[4], (string)row[5])),
        ]);

    public ValueTask<string?> DriverAsync(string run, CancellationToken cancellation)
    {
        _ = At(run);
        if (_locks.ContainsKey(run))
            return ValueTask.FromResult(Driver(run));
        if (!File.Exists(LockFile(run)))
            return ValueTask.FromResult<string?>(null);

        using var free = DriverLock.TryTake(LockFile(run));
        return ValueTask.FromResult(free is null ? Driver(run) : null);
    }

    public ValueTask DisposeAsync()
    {
        foreach (var held in _locks.Values)
            held.Dispose();

        _locks.Clear();
        _store.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Tries for a moment: whoever only asks who drives holds the lock while asking.</summary>
    private async ValueTask<DriverLock> LockAsync(string run, CancellationToken cancellation)
    {
        for (var left = 5; ; left--)
        {
            if (DriverLock.TryTake(LockFile(run)) is { } taken)
                return taken;
            if (left == 0)
            {
                throw new JournalHeldException(
                    $"The run '{run}' is driven by {Driver(run) ?? "another process"}; wait for it to end, or stop it, and try again.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellation);
        }
    }

    private string LockFile(string run) => Path.Combine(_directory, "runs", run, "driver.lock");

    private IReadOnlyList<RunHeader> Headers() =>
    [
        .. _store.Query("select id, runbook, environment, started, finished from run order by rowid").Select(row =>
            new RunHeader((string)row[0], (string)row[1], (string)row[2], Time((string)row[3]), (long)row[4] == 1)),
    ];

    private (long Epoch, long Seq, string Head) At(string run)
    {
        var rows = _store.Query("select epoch, seq, head from run where id = $1", run);
        return rows.Count == 1
            ? ((long)rows[0][0], (long)rows[0][1], (string)rows[0][2])
            : throw JournalErrors.Unknown(run, Headers().Select(header => header.Run));
    }

    private string? Driver(string run) => _store.Query("select driver from run where id = $1", run).Single()[0] as string;

    private static DateTimeOffset Time(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>What another version's command line may ask is answered with a refusal, not with a crash.</summary>
    private static RequestKind Kind(string name) => Enum.TryParse<RequestKind>(name, out var kind) ? kind : (RequestKind)(-1);

    private JournalException Changed(string where) => new(
        $"{_store.File}: {where}: the journal was changed or damaged after it was written. Restore it from a copy; do not resume this "
            + "run.");

    private RunEvent Event(string run, long seq, string body)
    {
        try
        {
            return JsonSerializer.Deserialize<RunEvent>(body, Json.Values)!;
        }
        catch (JsonException failure)
        {
            throw new JournalException(
                $"{_store.File}: event {seq} of run '{run}' is not one that this version knows: {failure.Message} Use the version "
                    + "that wrote it.",
                failure);
        }
    }
}
