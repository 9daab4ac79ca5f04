using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Logical slots at a publisher.</summary>
internal static class Slots
{
    /// <summary>Makes the slot; waits for transactions that are running, because a slot begins between transactions.</summary>
    public static async Task EnsureAsync(Session database, string slot)
    {
        if (!await ExistsAsync(database, slot))
            await database.RunAsync("select pg_create_logical_replication_slot($1, 'pgoutput')", slot);
    }

    public static Task<bool> ExistsAsync(Session database, string slot) =>
        database.IsAsync("exists (select from pg_replication_slots where slot_name = $1)", slot);

    /// <summary>Whether the server has thrown away what the subscriber still needs.</summary>
    public static Task<bool> IsLostAsync(Session database, string slot) =>
        database.IsAsync("exists (select from pg_replication_slots where slot_name = $1 and wal_status = 'lost')", slot);

    /// <summary>Passes over everything up to now. The slot must not be in use.</summary>
    public static Task AdvanceAsync(Session database, string slot) =>
        database.RunAsync(
            "select pg_replication_slot_advance(slot_name, pg_current_wal_flush_lsn()) from pg_replication_slots where slot_name = $1 "
                + "and not active", slot);

    /// <summary>Drops the slot and those that a subscription's initial copy made, once nobody uses them.</summary>
    public static async Task DropAsync(
        StepContext context, Session database, string slot, long? subscription, CancellationToken cancellation)
    {
        var pattern = subscription is { } oid ? $"pg\\_{oid}\\_sync\\_%" : "";
        const string Ours = "(slot_name = $1 or slot_name like $2)";
        await database.RunAsync(
            $"select pg_terminate_backend(active_pid) from pg_replication_slots where {Ours} and active", slot, pattern);
        var free = await Until.TrueAsync(
            context, TimeSpan.FromSeconds(10), () => database.IsAsync(
                $"not exists (select from pg_replication_slots where {Ours} and active)", slot, pattern), cancellation);
        if (!free)
            throw new DatabaseException(
                $"The slot {slot} of {database.At} is still in use 10 s after its walsender was ended; end its subscriber, then retry.");

        await database.RunAsync($"select pg_drop_replication_slot(slot_name) from pg_replication_slots where {Ours}", slot, pattern);
    }
}
