using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>The new side follows the old by logical replication: every table is copied, then kept.</summary>
/// <remarks>
/// Needs the schema on the new side and its tables empty. The initial copy starts a worker per table at most every
/// wal_retrieve_retry_interval of the new server: 200 ms there, instead of the default 5 s, halves the time of a database with many
/// tables.
/// </remarks>
public sealed record ReplicateDatabase(Place<DatabaseAddress> Old, Place<DatabaseAddress> New) : IReversible<Replica>
{
    public string Verb => $"replicate {Old} to {New}";

    public async ValueTask<Finding<Replica>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var name = ReplicationNames.For(old.At).Forward;

        var published = await Publications.ExistsAsync(old, name);
        var missing = published ? await Publications.MissingAsync(old, name) : [];
        var slot = await Slots.ExistsAsync(old, name);
        var lost = slot && await Slots.IsLostAsync(old, name);
        var subscription = await Subscriptions.FindAsync(next, name);
        var wanted = (await Publications.WantedAsync(old)).Count;
        var seen = new Replica(
            published && missing.Count == 0, slot && !lost, subscription is not null,
            subscription?.Enabled ?? false, subscription?.Tables ?? 0, subscription?.Ready ?? 0);

        if (!published && !slot && subscription is null)
            return Finding.NotDone(seen, $"{next.At} does not follow {old.At}");
        if (lost)
            return Finding.HalfDone(
                seen, $"the slot {name} of {old.At} lost what {next.At} still needs, because max_slot_wal_keep_size was exceeded");
        if (missing.Count > 0)
            return Finding.HalfDone(seen, $"{missing.Count} tables of {old.At} are not published, the first is {missing[0]}");
        if (!seen.Published || !seen.Slot || subscription is null)
            return Finding.HalfDone(
                seen, $"of {next.At} following {old.At} there is only a part: publication {seen.Published}, slot {seen.Slot}, "
                    + $"subscription {seen.Subscribed}");
        if (subscription.Tables < wanted)
            return Finding.HalfDone(
                seen, $"{next.At} follows {subscription.Tables} of {wanted} tables; those added later are not part of the subscription: "
                    + "turn back and replicate anew");
        if (subscription.Ready < subscription.Tables)
            return Finding.HalfDone(seen, $"{subscription.Ready} of {subscription.Tables} tables are copied to {next.At}");
        if (!subscription.Enabled)
            return Finding.HalfDone(seen, $"the subscription {name} of {next.At} is disabled");

        return subscription.Working
            ? Finding.Done(seen, $"{next.At} follows {old.At} with {subscription.Tables} tables")
            : Finding.HalfDone(seen, $"the subscription {name} of {next.At} has no worker; its server's log says why");
    }

    public async ValueTask DoAsync(StepContext context, Replica before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var name = ReplicationNames.For(old.At).Forward;
        if (await OpenedMark.IsHomeAsync(next))
            await BeginAnewAsync(context, old, next);
        await OpenedMark.RefuseAsync(next, $"Replicating {old.At} to {next.At}");
        if (await Slots.IsLostAsync(old, name))
            await RemoveAsync(context, old, next, cancellation);

        var subscription = await Subscriptions.FindAsync(next, name);
        if (subscription is null)
            await RefuseRowsAsync(next);

        await Marker.EnsureAsync(old, withRows: true);
        await Marker.EnsureAsync(next, withRows: false);
        await Publications.EnsureAsync(old, name);
        await Slots.EnsureAsync(old, name);
        var door = await Doors.OpenAsync(next);
        if (subscription is null)
            await door.CreateAsync(
                next, new SubscriptionSpec(name, await Conninfo.ForAsync(old.At, name, cancellation), name, Copy: true, Enabled: true));
        else if (!subscription.Enabled)
            await door.EnableAsync(next, name);
    }

    public async ValueTask UndoAsync(StepContext context, Replica before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        await RemoveAsync(context, old, next, cancellation);
    }

    public bool IsUndone(Replica before, Replica now) => now is { IsGone: true };

    /// <summary>
    /// Takes every part down, the slot above all, because it holds WAL; and empties the new side, unless it was ever opened.
    /// </summary>
    private static async Task RemoveAsync(StepContext context, Session old, Session next, CancellationToken cancellation)
    {
        var name = ReplicationNames.For(old.At).Forward;
        var subscription = await Subscriptions.FindAsync(next, name);
        await Subscriptions.DropAsync(next, name);

        // Emptied before the slot goes, so that a crash in between is still seen as a part, and finished.
        if (!await OpenedMark.IsThereAsync(next))
            await EmptyAsync(next);
        await Slots.DropAsync(context, old, name, subscription?.Oid, cancellation);
        await Publications.DropAsync(old, name);
    }

    /// <summary>
    /// An earlier night was turned back after the opening, and all of it carried home: its rows go, and its mark with them. Not where the
    /// old side is another than the one that received them, such as a copy from before, and not where somebody wrote since.
    /// </summary>
    private static async Task BeginAnewAsync(StepContext context, Session old, Session next)
    {
        if (!await DrainReverse.HasArrivedAsync(old, next))
            throw new DatabaseException(
                $"Replicating {old.At} to {next.At} is refused: the writes of {next.At} were carried home on an earlier night, but "
                    + $"{old.At} does not have the marker that came with them; see which database is the right one, or drop and create "
                    + "the new one.");
        if (!await OpenedMark.IsUntouchedAsync(next))
            throw new DatabaseException(
                $"Replicating {old.At} to {next.At} is refused: rows of {next.At} were changed after everything was carried home on an "
                    + "earlier night, or its server lost count of changes in a crash; keep what is worth keeping, then drop and create "
                    + "the database.");
        var tables = await Publications.WantedAsync(next);
        await next.RunAllAsync([Truncate(tables), OpenedMark.Lift()]);
        context.Say($"{next.At} was emptied: what was written there on an earlier night was carried home then");
    }

    private static async Task EmptyAsync(Session next)
    {
        var tables = await Publications.WantedAsync(next);
        if (await next.IsAsync("to_regclass('cutover.marker') is not null"))
            await next.RunAsync(Truncate(tables));
    }

    private static string Truncate(IEnumerable<TableName> tables) =>
        $"truncate {string.Join(", ", tables.Select(table => table.Quoted))}";

    private static async Task RefuseRowsAsync(Session next)
    {
        var tables = await Publications.WantedAsync(next);
        foreach (var table in tables.Where(table => table != Marker.Table))
        {
            if (await next.IsAsync($"exists (select from only {table.Quoted})"))
                throw new DatabaseException(
                    $"{next.At} already has rows in {table}, and no subscription that brought them; empty it or drop and create the "
                        + "database, then retry.");
        }

        if (tables.Count == 1)
            throw new DatabaseException($"{next.At} has no tables to replicate into; copy the schema first.");
    }
}
