namespace Cutover.Effects;

/// <summary>A server's settings for logical replication.</summary>
/// <param name="Version">Major version.</param>
/// <param name="WalLevel">Must be logical on a side that sends.</param>
/// <param name="FreeSlots">Replication slots that are not taken.</param>
/// <param name="FreeSenders">Walsenders that are not taken.</param>
/// <param name="ReplicationWorkers">Workers for subscriptions.</param>
/// <param name="RetryMilliseconds">wal_retrieve_retry_interval: how long a subscriber waits between starting workers.</param>
public sealed record ServerReadiness(
    int Version, string WalLevel, long FreeSlots, long FreeSenders, long ReplicationWorkers, long RetryMilliseconds);
