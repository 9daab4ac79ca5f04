namespace Cutover.Engine;

/// <summary>A journal in a PostgreSQL database: one for every machine, so one driver at a time is kept by a lock of the server's.</summary>
/// <remarks>
/// It connects when it is first used, and makes its tables with the first run. A connection that is lost is opened anew for a minute: a
/// server that is restarted or moves to its standby does not end a night. Whoever took the run over meanwhile has raised its epoch, and
/// what this driver appends next is refused. May be used from several threads.
/// </remarks>
public sealed class PostgresJournal : SqlJournal
{
    private readonly PostgresStore _store;

    private PostgresJournal(PostgresStore store, TimeProvider time)
        : base(store, time) => _store = store;

    /// <summary>A journal that is not asked yet, so that nothing can be wrong with it yet.</summary>
    public static PostgresJournal Open(JournalDatabase at, TimeProvider time) => new(new PostgresStore(at, time), time);

    private protected override string WhileHeld => " A driver whose machine is gone lets go within half a minute.";

    private protected override ValueTask<bool> TryLockAsync(string run, CancellationToken cancellation) =>
        _store.TryLockAsync(run, cancellation);

    private protected override ValueTask<bool> IsLockedAsync(string run, CancellationToken cancellation) =>
        _store.IsLockedAsync(run, cancellation);
}
