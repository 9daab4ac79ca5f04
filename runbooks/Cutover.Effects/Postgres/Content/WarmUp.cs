using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Before the fence: fresh statistics and visibility for every table, the reverse slot brought near the present, a checkpoint, sessions
/// at hand. Without it the first second after opening is spent on what could have been done before.
/// </summary>
/// <param name="Database">The new side.</param>
/// <param name="Fresh">How old a table's statistics may be.</param>
public sealed record WarmUp(Place<DatabaseAddress> Database, TimeSpan Fresh) : IEffect<Warmth>
{
    private const string Stale =
        $"""
        select format('%I.%I', t.nspname, t.relname)
        from ({Catalog.UserTables}) t left join pg_stat_user_tables s on s.relid = t.oid
        where coalesce(greatest(s.last_analyze, s.last_autoanalyze), '-infinity') < clock_timestamp() - $1
        order by 1
        """;

    public string Verb => $"warm {Database} up";

    public async ValueTask<Finding<Warmth>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var stale = await database.NamesAsync(Stale, Fresh);
        var checkpoint = await CheckpointAsync(database) is not null;
        var seen = new Warmth(stale.Count, checkpoint);
        return stale.Count == 0
            ? Finding.Done(
                seen, $"every table of {database.At} was analysed in the last {Fresh.TotalMinutes:0} "
                    + $"min{(checkpoint ? "" : "; a checkpoint is not ours to ask for, GRANT pg_checkpoint would help")}")
            : Finding.NotDone(seen, $"{stale.Count} tables of {database.At} have no fresh statistics, the first is {stale[0]}");
    }

    public async ValueTask DoAsync(StepContext context, Warmth before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        foreach (var table in await database.NamesAsync(Stale, Fresh))
        {
            await database.RunAsync($"vacuum (analyze) {table}");
            context.Say($"analysed {table}");
        }

        // Passing over what was replicated keeps the reverse slot's WAL small, and makes the last step inside the freeze short.
        foreach (
            var slot in await database.NamesAsync(
                "select slot_name from pg_replication_slots where slot_name like 'cutover\\_back\\_%' and database = current_database() "
                    + "and not active"))
            await PassOverAsync(database, slot);

        if (await CheckpointAsync(database) is { } checkpoint)
            await database.RunAsync(checkpoint);
    }

    private static async Task PassOverAsync(Session database, string slot)
    {
        if (!await OpenedMark.IsThereAsync(database))
            await Slots.AdvanceAsync(database, slot);
    }

    /// <summary>The statement by which we may ask for a checkpoint; null where we may not.</summary>
    private static async Task<string?> CheckpointAsync(Session database)
    {
        if (await Catalog.IsSuperuserAsync(database) || (database.Version >= 15 && await Catalog.IsMemberAsync(database, "pg_checkpoint")))
            return "checkpoint";

        return await Catalog.HasRoutineAsync(database, "door.checkpoint()") ? "select door.checkpoint()" : null;
    }
}
