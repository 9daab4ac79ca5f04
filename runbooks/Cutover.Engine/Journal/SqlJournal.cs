using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Cutover.Engine;

/// <summary>
/// A journal in a database. Every statement may be sent again when nobody knows whether it was executed: a second time changes nothing.
/// </summary>
/// <remarks>May be used from several threads.</remarks>
public abstract class SqlJournal : IJournal
{
    private readonly IJournalStore _store;
    private readonly TimeProvider _time;

    /// <summary>How the runs ended when this journal last wrote to them, which saves asking before each event.</summary>
    private readonly ConcurrentDictionary<string, (long Seq, string Head)> _ends = new(StringComparer.Ordinal);

    private protected SqlJournal(IJournalStore store, TimeProvider time)
    {
        _store = store;
        _time = time;
    }

    public async ValueTask<RunHeader> CreateAsync(
        string runbook, string environment, DateTimeOffset started, CancellationToken cancellation)
    {
        if (environment.Length == 0 || !environment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new JournalException($"The environment '{environment}' cannot name a run; use letters, digits, '-' and '_'.");

        await _store.MakeAsync(cancellation);
        var day = $"{environment}-{started.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-";
        for (var number = 1; ; number++)
        {
            var others = await ListAsync(cancellation);
            if (others.FirstOrDefault(header => header.Environment == environment && !header.Finished) is { } unfinished)
                throw JournalErrors.Unfinished(environment, unfinished.Run);

            var name = day + (others.Count(header => header.Run.StartsWith(day, StringComparison.Ordinal)) + number)
                .ToString(CultureInfo.InvariantCulture);
            var made = await _store.QueryAsync(new Statement(
                "insert into run(id, runbook, environment, started, head) values($1, $2, $3, $4, $5) on conflict do nothing returning id",
                name, runbook, environment, EventHash.Time(started), EventHash.Genesis), cancellation);

            // None where another was quicker, with this name or with a run for this environment.
            if (made.Count == 1)
                return new RunHeader(name, runbook, environment, started, Finished: false);
        }
    }

    public async ValueTask<IReadOnlyList<RunHeader>> ListAsync(CancellationToken cancellation)
    {
        var rows = await _store.QueryAsync(
            new Statement("select id, runbook, environment, started, finished from run order by rowid"), cancellation);
        return
        [
            .. rows.Select(row =>
                new RunHeader((string)row[0], (string)row[1], (string)row[2], Time((string)row[3]), (long)row[4] == 1)),
        ];
    }

    public async ValueTask<long> TakeAsync(string run, string driver, CancellationToken cancellation)
    {
        await EndAsync(run, cancellation);
        await LockAsync(run, cancellation);
        var taken = await _store.QueryAsync(
            new Statement("update run set epoch = epoch + 1, driver = $1 where id = $2 returning epoch", driver, run), cancellation);
        return (long)taken[0][0];
    }

    public async ValueTask AppendAsync(string run, JournalEntry entry, Request? answers, bool finishes, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        cancellation.ThrowIfCancellationRequested();
        var (at, body) = (EventHash.Time(entry.At), EventHash.Body(entry.Event));
        if (!_ends.TryGetValue(run, out var last) || last.Seq + 1 != entry.Seq)
        {
            var (_, seq, head, _) = await EndAsync(run, cancellation);
            last = (seq, head);
        }

        // The run's row is changed only where it is as this driver knows it; what follows, only where it was changed.
        var hash = EventHash.Of(last.Head, run, entry.Seq, entry.Epoch, at, body);
        List<Statement> statements =
        [
            new("update run set seq = $1, head = $2, finished = case when $3 = 1 then 1 else finished end "
                + "where id = $4 and epoch = $5 and seq = $6 and head = $7",
                entry.Seq, hash, finishes ? 1L : 0L, run, entry.Epoch, entry.Seq - 1, last.Head),
            new("insert into event(run, seq, epoch, at, body, previous, hash) select $1, $2, $3, $4, $5, $6, $7 "
                + "where exists (select 1 from run where id = $1 and head = $7) on conflict do nothing",
                run, entry.Seq, entry.Epoch, at, body, last.Head, hash),
        ];
        if (answers is not null)
        {
            statements.Add(new Statement(
                "update request set answered = $1 where id = $2 and exists (select 1 from run where id = $3 and head = $4)",
                entry.Seq, answers.Id, run, hash));
        }

        if (await _store.WriteAsync(statements, cancellation) != 1)
            await SeeWhyNotAsync(run, entry, hash, cancellation);

        _ends[run] = (entry.Seq, hash);
    }

    public async ValueTask<IReadOnlyList<JournalEntry>> LoadAsync(string run, CancellationToken cancellation)
    {
        var rows = await _store.QueryAsync(new Statement(
            "select run.seq, run.head, event.seq, event.epoch, event.at, event.body, event.previous, event.hash "
            + "from run left join event on event.run = run.id where run.id = $1 order by event.seq", run), cancellation);
        if (rows.Count == 0)
            throw await UnknownAsync(run, cancellation);

        var (end, endHash) = ((long)rows[0][0], (string)rows[0][1]);
        var head = EventHash.Genesis;
        var entries = new List<JournalEntry>();
        foreach (var row in rows.Where(row => row[2] is long))
        {
            var (seq, epoch, at, body) = ((long)row[2], (long)row[3], (string)row[4], (string)row[5]);
            if (seq != entries.Count + 1 || (string)row[6] != head || (string)row[7] != EventHash.Of(head, run, seq, epoch, at, body))
                throw Changed($"event {seq} of run '{run}' does not follow from event {entries.Count}");

            entries.Add(new JournalEntry(seq, epoch, Time(at), Event(run, seq, body)));
            head = (string)row[7];
        }

        return end == entries.Count && endHash == head
            ? entries
            : throw Changed($"run '{run}' ends at event {entries.Count}, and event {end} was recorded as its last");
    }

    public async ValueTask PostAsync(string run, Request request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        await EndAsync(run, cancellation);

        // The time, to the hundred nanoseconds, tells a request that is sent again from the next one.
        await _store.WriteAsync(
        [
            new Statement(
                "insert into request(run, at, kind, by, step, role, text) select $1, $2, $3, $4, $5, $6, $7 where not exists "
                + "(select 1 from request where run = $1 and at = $2 and kind = $3 and by = $4 and step = $5 and role = $6 and text = $7)",
                run, EventHash.Time(_time.GetUtcNow()), request.Kind.ToString(), request.By, request.Step, request.Role, request.Text),
        ], cancellation);
    }

    public async ValueTask<IReadOnlyList<Request>> InboxAsync(string run, CancellationToken cancellation)
    {
        var rows = await _store.QueryAsync(new Statement(
            "select id, kind, by, step, role, text from request where run = $1 and answered is null order by id", run), cancellation);
        return
        [
            .. rows.Select(row => new Request(
                (long)row[0], Kind((string)row[1]), (string)row[2], (string)row[3], (string)row[4], (string)row[5])),
        ];
    }

    public async ValueTask<string?> DriverAsync(string run, CancellationToken cancellation)
    {
        await EndAsync(run, cancellation);
        return await IsLockedAsync(run, cancellation) ? (await EndAsync(run, cancellation)).Driver : null;
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    /// <summary>What more to say to a driver that is refused because another lives.</summary>
    private protected virtual string WhileHeld => "";

    /// <summary>Takes the lock that a driver has while it lives, or has it already; false where another driver has it.</summary>
    private protected abstract ValueTask<bool> TryLockAsync(string run, CancellationToken cancellation);

    /// <summary>Whether a driver lives, in this process or another.</summary>
    private protected abstract ValueTask<bool> IsLockedAsync(string run, CancellationToken cancellation);

    /// <summary>Tries for a moment: a driver may have just ended, and whoever asks who drives may hold the lock while asking.</summary>
    private async ValueTask LockAsync(string run, CancellationToken cancellation)
    {
        for (var left = 5; !await TryLockAsync(run, cancellation); left--)
        {
            if (left == 0)
            {
                var driver = (await EndAsync(run, cancellation)).Driver ?? "another process";
                throw new JournalHeldException(
                    $"The run '{run}' is driven by {driver}; wait for it to end, or stop it, and try again.{WhileHeld}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellation);
        }
    }

    /// <summary>The event was not written now: it had been already, or it may not be.</summary>
    private async ValueTask SeeWhyNotAsync(string run, JournalEntry entry, string hash, CancellationToken cancellation)
    {
        var (epoch, seq, head, driver) = await EndAsync(run, cancellation);
        if (epoch != entry.Epoch)
            throw JournalErrors.EpochLost(run, driver, epoch, entry.Epoch);
        if (seq == entry.Seq && head == hash)
            return;
        if (seq + 1 != entry.Seq)
            throw JournalErrors.OutOfOrder(run, entry.Seq, seq);

        throw Changed($"event {seq} of run '{run}' is not the one that this driver wrote");
    }

    private async ValueTask<(long Epoch, long Seq, string Head, string? Driver)> EndAsync(string run, CancellationToken cancellation)
    {
        var rows = await _store.QueryAsync(new Statement("select epoch, seq, head, driver from run where id = $1", run), cancellation);
        return rows.Count == 1
            ? ((long)rows[0][0], (long)rows[0][1], (string)rows[0][2], rows[0][3] as string)
            : throw await UnknownAsync(run, cancellation);
    }

    private async ValueTask<JournalException> UnknownAsync(string run, CancellationToken cancellation) =>
        JournalErrors.Unknown(run, (await ListAsync(cancellation)).Select(header => header.Run));

    private static DateTimeOffset Time(string at) => DateTimeOffset.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>What another version's command line may ask is answered with a refusal, not with a crash.</summary>
    private static RequestKind Kind(string name) => Enum.TryParse<RequestKind>(name, out var kind) ? kind : (RequestKind)(-1);

    private JournalException Changed(string where) => new(
        $"{_store.Name}: {where}: the journal was changed or damaged after it was written. Restore it from a copy; do not resume this "
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
                $"{_store.Name}: event {seq} of run '{run}' is not one that this version knows: {failure.Message} Use the version "
                    + "that wrote it.",
                failure);
        }
    }
}
