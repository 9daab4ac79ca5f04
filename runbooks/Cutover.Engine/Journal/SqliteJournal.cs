namespace Cutover.Engine;

/// <summary>A journal in one SQLite file: for one machine, so one driver at a time is kept by a lock on a file beside it.</summary>
/// <remarks>Every append is one transaction, on disk when it returns (WAL, synchronous=FULL). May be used from several threads.</remarks>
public sealed class SqliteJournal : SqlJournal
{
    private readonly string _directory;
    private readonly Dictionary<string, DriverLock> _locks = [];

    private SqliteJournal(string directory, TimeProvider time, SqliteStore store)
        : base(store, time) => _directory = directory;

    /// <summary>Opens the journal in a directory, and makes both where they are missing.</summary>
    /// <exception cref="JournalException">It cannot be opened or is not a journal.</exception>
    public static SqliteJournal Open(string directory, TimeProvider time) =>
        new(directory, time, SqliteStore.Open(Path.Combine(directory, "journal.db")));

    public override ValueTask DisposeAsync()
    {
        foreach (var held in _locks.Values)
            held.Dispose();

        _locks.Clear();
        return base.DisposeAsync();
    }

    private protected override ValueTask<bool> TryLockAsync(string run, CancellationToken cancellation)
    {
        if (!_locks.ContainsKey(run) && DriverLock.TryTake(LockFile(run)) is { } taken)
            _locks.Add(run, taken);

        return ValueTask.FromResult(_locks.ContainsKey(run));
    }

    private protected override ValueTask<bool> IsLockedAsync(string run, CancellationToken cancellation)
    {
        if (_locks.ContainsKey(run) || !File.Exists(LockFile(run)))
            return ValueTask.FromResult(_locks.ContainsKey(run));

        using var free = DriverLock.TryTake(LockFile(run));
        return ValueTask.FromResult(free is null);
    }

    private string LockFile(string run) => Path.Combine(_directory, "runs", run, "driver.lock");
}
