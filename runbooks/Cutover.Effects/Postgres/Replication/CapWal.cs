using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Caps the WAL that slots may keep: past it the server lets the slot go rather than fill its disk, and replication begins anew.
/// </summary>
/// <remarks>
/// Needs superuser; where there is none, set max_slot_wal_keep_size in the provider's console, and this step finds it done.
/// </remarks>
/// <param name="Database">The side that sends.</param>
/// <param name="Megabytes">The cap. A lower one that is already there is left alone.</param>
public sealed record CapWal(Place<DatabaseAddress> Database, int Megabytes) : IReversible<RetainedWal>
{
    public string Verb => $"cap the WAL that slots of {Database} keep at {Megabytes} MB";

    public async ValueTask<Finding<RetainedWal>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var seen = await RetainedWal.ReadAsync(database);
        return seen.CapBytes >= 0 && seen.CapBytes <= Megabytes * 1024L * 1024L
            ? Finding.Done(seen, $"slots of {database.At} may keep {seen.CapBytes} bytes of WAL")
            : Finding.NotDone(
                seen, $"slots of {database.At} may keep {(seen.CapBytes < 0 ? "any amount" : $"{seen.CapBytes} bytes")} of WAL");
    }

    public async ValueTask DoAsync(StepContext context, RetainedWal before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        if (!await Catalog.IsSuperuserAsync(database))
            throw new DatabaseException(
                $"{database.At.User} may not set max_slot_wal_keep_size of {database.At}; set it to {Megabytes} MB in the provider's "
                    + "console, then retry.");
        await SetAsync(database, $"{Megabytes}MB");
    }

    public async ValueTask UndoAsync(StepContext context, RetainedWal before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        await SetAsync(database, before.CapBytes < 0 ? "-1" : $"{before.CapBytes / (1024 * 1024)}MB");
    }

    public bool IsUndone(RetainedWal before, RetainedWal now) => before is not null && now is not null && before.CapBytes == now.CapBytes;

    private static async Task SetAsync(Session database, string value)
    {
        await database.RunAsync($"alter system set max_slot_wal_keep_size = {Sql.Text(value)}");
        await database.RunAsync("select pg_reload_conf()");
    }
}
