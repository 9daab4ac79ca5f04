namespace Cutover.Effects;

/// <summary>Subscriptions as a subscriber's catalog shows them, also to roles that are not superuser.</summary>
internal static class Subscriptions
{
    /// <summary>Null where there is none of this name in the database.</summary>
    public static async Task<Seen?> FindAsync(Session database, string name)
    {
        var found = await database.ListAsync(
            """
            select s.oid::bigint, s.subenabled,
                   (select count(*) from pg_subscription_rel r where r.srsubid = s.oid),
                   (select count(*) from pg_subscription_rel r where r.srsubid = s.oid and r.srsubstate = 'r'),
                   exists (select from pg_stat_subscription w where w.subid = s.oid and w.relid is null and w.pid is not null)
            from pg_subscription s
            where s.subname = $1 and s.subdbid = (select oid from pg_database where datname = current_database())
            """,
            row => new Seen(row.GetInt64(0), row.GetBoolean(1), row.GetInt64(2), row.GetInt64(3), row.GetBoolean(4)),
            name);
        return found.Count == 0 ? null : found[0];
    }

    public static async Task DropAsync(Session database, string name)
    {
        if (await FindAsync(database, name) is not null)
            await (await Doors.OpenAsync(database)).DropAsync(database, name);
    }

    /// <param name="Oid">In the subscriber's catalog; the initial copy's slots are named after it.</param>
    /// <param name="Enabled">Whether it is meant to run.</param>
    /// <param name="Tables">How many tables it has.</param>
    /// <param name="Ready">How many of them are copied and follow.</param>
    /// <param name="Working">Whether its worker runs.</param>
    public sealed record Seen(long Oid, bool Enabled, long Tables, long Ready, bool Working);
}
