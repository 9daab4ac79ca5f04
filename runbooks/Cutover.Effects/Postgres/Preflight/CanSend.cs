using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A server's settings let it send and receive by logical replication; both sides do both, because the way back needs it.
/// </summary>
/// <param name="Database">A side of the move.</param>
/// <param name="Slots">How many slots the move takes there: one for itself and one for each table that is copied at once.</param>
public sealed record CanSend(Place<DatabaseAddress> Database, int Slots) : IProbe<ServerReadiness>
{
    private const string Settings =
        """
        select current_setting('wal_level'),
               current_setting('max_replication_slots')::bigint - (select count(*) from pg_replication_slots),
               current_setting('max_wal_senders')::bigint - (select count(*) from pg_stat_replication),
               least(current_setting('max_logical_replication_workers')::bigint, current_setting('max_worker_processes')::bigint),
               (select setting::bigint from pg_settings where name = 'wal_retrieve_retry_interval')
        """;

    public string Verb => $"see that the server of {Database} can replicate";

    public async ValueTask<Finding<ServerReadiness>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var database = await Session.OpenAsync(context.At(Database), cancellation);
        var seen = (await database.ListAsync(
            Settings, row => new ServerReadiness(
                database.Version, row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4))))[0];
        var reasons = new List<string>();
        if (seen.WalLevel != "logical")
            reasons.Add($"wal_level is {seen.WalLevel} and must be logical, which takes a restart");
        if (seen.FreeSlots < Slots)
            reasons.Add($"{seen.FreeSlots} replication slots are free and {Slots} are needed; raise max_replication_slots");
        if (seen.FreeSenders < Slots)
            reasons.Add($"{seen.FreeSenders} walsenders are free and {Slots} are needed; raise max_wal_senders");
        if (seen.ReplicationWorkers < 4)
            reasons.Add(
                $"there can be {seen.ReplicationWorkers} workers for subscriptions and 4 are needed; raise "
                    + "max_logical_replication_workers and max_worker_processes");
        if (reasons.Count > 0)
            return Finding.NotDone(seen, $"the server of {database.At} cannot replicate: {string.Join("; ", reasons)}");

        var slow = seen.RetryMilliseconds <= 1000 ? "" : $"; wal_retrieve_retry_interval is {seen.RetryMilliseconds} ms, 200 ms makes "
            + "the first copy much faster";
        return Finding.Done(seen, $"the server of {database.At} can replicate{slow}");
    }
}
