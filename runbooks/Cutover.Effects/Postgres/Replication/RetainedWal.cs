namespace Cutover.Effects;

/// <summary>WAL that a server keeps for slots.</summary>
/// <param name="CapBytes">max_slot_wal_keep_size; negative where there is no cap.</param>
/// <param name="RetainedBytes">What the slot furthest behind keeps.</param>
/// <param name="Slot">That slot.</param>
public sealed record RetainedWal(long CapBytes, long RetainedBytes, string? Slot)
{
    internal static async Task<RetainedWal> ReadAsync(Session database)
    {
        var cap = await database.OneAsync<long>(
            "select case when setting::bigint < 0 then -1 else setting::bigint * 1024 * 1024 end from pg_settings where name = "
                + "'max_slot_wal_keep_size'");
        var behind = await database.ListAsync(
            """
            select slot_name, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)::bigint
            from pg_replication_slots where restart_lsn is not null order by 2 desc limit 1
            """,
            row => (Slot: row.GetString(0), Bytes: row.GetInt64(1)));
        return behind.Count == 0 ? new RetainedWal(cap, 0, null) : new RetainedWal(cap, behind[0].Bytes, behind[0].Slot);
    }
}
