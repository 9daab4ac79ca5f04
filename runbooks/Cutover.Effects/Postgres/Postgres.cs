using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// What a night does to PostgreSQL databases. Written against version 15, with the doors that later versions and managed servers have.
/// </summary>
public static class Postgres
{
    // Preflight: checks that need no outage.

    /// <inheritdoc cref="Effects.HasRights"/>
    public static HasRights HasRights(
        Place<DatabaseAddress> old, Place<DatabaseAddress> next, params IReadOnlyList<string> writers) => new(old, next, Named(writers));

    /// <inheritdoc cref="Effects.CanSend"/>
    public static CanSend CanSend(Place<DatabaseAddress> database, int slots = 4) => new(database, slots);

    /// <inheritdoc cref="Effects.CanReplicate"/>
    public static CanReplicate CanReplicate(Place<DatabaseAddress> database) => new(database);

    /// <inheritdoc cref="Effects.HasExtensions"/>
    public static HasExtensions HasExtensions(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next);

    /// <inheritdoc cref="Effects.WritersAreKnown"/>
    public static WritersAreKnown WritersAreKnown(
        Place<DatabaseAddress> database, IReadOnlyList<string> writers, params IReadOnlyList<string> exempt) =>
        new(database, Named(writers), exempt);

    /// <inheritdoc cref="Effects.SameSchema"/>
    public static SameSchema SameSchema(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next);

    /// <inheritdoc cref="Effects.WalWithin"/>
    public static WalWithin WalWithin(Place<DatabaseAddress> database, long budgetBytes) => new(database, budgetBytes);

    // Set-up: before the window.

    /// <inheritdoc cref="Effects.FullReplicaIdentity"/>
    public static FullReplicaIdentity FullReplicaIdentity(Place<DatabaseAddress> database) => new(database);

    /// <inheritdoc cref="Effects.LockSchema"/>
    public static LockSchema LockSchema(Place<DatabaseAddress> database) => new(database);

    /// <inheritdoc cref="Effects.UnlockSchema"/>
    public static UnlockSchema UnlockSchema(Place<DatabaseAddress> database) => new(database);

    /// <inheritdoc cref="Effects.HoldShut"/>
    public static HoldShut HoldShut(
        Place<DatabaseAddress> next, IReadOnlyList<string> writers, params IReadOnlyList<string> exempt) =>
            new(next, Named(writers), exempt);

    /// <inheritdoc cref="Effects.CopySchema"/>
    public static CopySchema CopySchema(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next);

    /// <inheritdoc cref="ReplicateDatabase"/>
    public static ReplicateDatabase Replicate(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next);

    /// <inheritdoc cref="Effects.PrepareReverse"/>
    public static PrepareReverse PrepareReverse(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next);

    /// <inheritdoc cref="Effects.WarmUp"/>
    public static WarmUp WarmUp(Place<DatabaseAddress> next, TimeSpan fresh) => new(next, fresh);

    /// <inheritdoc cref="Effects.HashCold"/>
    public static HashCold HashCold(Place<DatabaseAddress> old, Place<DatabaseAddress> next, int sessions = 2) => new(old, next, sessions);

    // Inside the freeze, in this order; sequences and proof side by side.

    /// <inheritdoc cref="FenceWriters"/>
    public static FenceWriters Fence(
        Place<DatabaseAddress> old, TimeSpan budget, IReadOnlyList<string> writers, params IReadOnlyList<string> exempt) =>
        new(old, Named(writers), exempt, budget);

    /// <inheritdoc cref="Effects.CatchUp"/>
    public static CatchUp CatchUp(Place<DatabaseAddress> old, Place<DatabaseAddress> next, Step<Fenced> upTo) => new(old, next, upTo);

    /// <inheritdoc cref="SetSequences"/>
    public static SetSequences Sequences(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next, IsWayBack: false);

    /// <inheritdoc cref="Effects.SameContent"/>
    public static SameContent SameContent(
        Place<DatabaseAddress> old, Place<DatabaseAddress> next, Step<ColdContent>? cold = null, int sessions = 2) =>
        new(old, next, cold, sessions);

    /// <inheritdoc cref="Effects.RestoredContent"/>
    public static RestoredContent RestoredContent(
        Place<DatabaseAddress> live, Place<DatabaseAddress> restored, Step<ColdContent> cold, int sessions = 2) =>
        new(live, restored, cold, sessions);

    /// <inheritdoc cref="Effects.EnableReverse"/>
    public static EnableReverse EnableReverse(
        Place<DatabaseAddress> old, Place<DatabaseAddress> next, Step<CaughtUp> caught) => new(old, next, caught);

    /// <inheritdoc cref="OpenDatabase"/>
    public static OpenDatabase Open(
        Place<DatabaseAddress> next, IReadOnlyList<string> writers, params IReadOnlyList<string> exempt) =>
            new(next, Named(writers), exempt);

    // The way back, after Open was undone: drain, set sequences, prove, then lift the old side's fence.

    /// <inheritdoc cref="DrainReverse"/>
    public static DrainReverse DrainBack(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next);

    /// <summary>Sets the old side's sequences to where the new side's stand.</summary>
    public static SetSequences SequencesBack(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(next, old, IsWayBack: true);

    // When turning back is no longer wanted.

    /// <inheritdoc cref="RetireReplication"/>
    public static RetireReplication Retire(Place<DatabaseAddress> old, Place<DatabaseAddress> next) => new(old, next);

    // Instead of replication.

    /// <inheritdoc cref="Effects.DumpAndRestore"/>
    public static DumpAndRestore DumpAndRestore(Place<DatabaseAddress> old, Place<DatabaseAddress> next, int jobs = 2) =>
        new(old, next, jobs);

    private static IReadOnlyList<string> Named(IReadOnlyList<string> writers) => writers is { Count: > 0 }
        ? writers
        : throw new ArgumentException("Name at least one role that writes, such as the application's.", nameof(writers));
}
