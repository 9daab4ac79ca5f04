namespace Cutover.Effects;

/// <summary>One direction as its subscriber shows it, and the marker that proves the other one; in one question.</summary>
/// <param name="Exists">Whether the subscription is there.</param>
/// <param name="Enabled">Whether it is meant to run.</param>
/// <param name="Working">Whether its worker runs.</param>
/// <param name="Mark">The marker that is written on the new side and returns to the old.</param>
/// <param name="Opened">Whether this side was opened.</param>
internal sealed record FlowSide(bool Exists, bool Enabled, bool Working, string? Mark, bool Opened)
{
    public static async Task<(FlowSide Forward, FlowSide Back)> BothAsync(Session old, Session next)
    {
        var names = ReplicationNames.For(old.At);
        var back = ReadAsync(old, names.Back);
        var forward = ReadAsync(next, names.Forward);
        await Task.WhenAll(back, forward);
        return (await forward, await back);
    }

    private static async Task<FlowSide> ReadAsync(Session side, string subscription) => (await side.ListAsync(
        """
        select count(s.oid) > 0, coalesce(bool_or(s.subenabled), false), count(w.pid) > 0,
               (select value from cutover.marker where name = 'return'),
               coalesce((select obj_description(oid, 'pg_namespace') like 'opened%' from pg_namespace where nspname = 'cutover'), false)
        from pg_subscription s left join pg_stat_subscription w on w.subid = s.oid and w.relid is null
        where s.subname = $1 and s.subdbid = (select oid from pg_database where datname = current_database())
        """,
        row => new FlowSide(
            row.GetBoolean(0), row.GetBoolean(1), row.GetBoolean(2), row.IsDBNull(3) ? null : row.GetString(3), row.GetBoolean(4)),
        subscription))[0];
}
