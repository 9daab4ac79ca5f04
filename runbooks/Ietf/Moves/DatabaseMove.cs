using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// One database: followed for days, fenced, drained, proved, opened; and on the way back the same in the other direction.
/// </summary>
/// <param name="night">The plan it is written into.</param>
/// <param name="at">The service it belongs to.</param>
/// <param name="writers">The roles that applications write with.</param>
/// <param name="owner">Who answers for it.</param>
internal sealed class DatabaseMove(RunbookBuilder night, ServicePlaces at, IReadOnlyList<string> writers, Role owner)
{
    /// <summary>Turning back after the opening needs as long as there is to carry back; it grows by what users write.</summary>
    private static readonly TimeSpan WayBackLimit = 10.Minutes();

    /// <summary>Where counters began anew since the rows were hashed, by a crash or a reset, all of them are hashed once more.</summary>
    private static readonly TimeSpan RehashLimit = 20.Minutes();

    /// <summary>For what is quick or wrong: a preparation that needs mending is better known at once.</summary>
    private static readonly TimeSpan Soon = 1.Minutes();

    private readonly string _name = at.Name;

    public Step<ColdContent>? Cold { get; private set; }

    public Step<Fenced>? Fence { get; private set; }

    /// <summary>What the go is said on besides: credentials that let us in and can do what they must, and a backup that is one.</summary>
    public Step[] Ready { get; private set; } = [];

    public Step<CaughtUp>? CaughtUp { get; private set; }

    public Step<ReverseFlow>? Reverse { get; private set; }

    public Step<Opened>? Opened { get; private set; }

    /// <summary>Everything that needs no outage. The last step is the one to wait for.</summary>
    public Step Prepare()
    {
        Step[] preflight =
        [
            night.Prepare($"{_name}.rights", Postgres.HasRights(at.OldDatabase, at.NewDatabase, writers)).Within(Soon).OwnedBy(owner),
            night.Prepare($"{_name}.writers", Postgres.WritersAreKnown(at.OldDatabase, writers)).Within(Soon).OwnedBy(owner),
            night.Prepare($"{_name}.sender", Postgres.CanSend(at.OldDatabase)).Within(Soon),
            night.Prepare($"{_name}.extensions", Postgres.HasExtensions(at.OldDatabase, at.NewDatabase)).Within(Soon),
        ];
        var identity = night.Prepare($"{_name}.identity", Postgres.FullReplicaIdentity(at.OldDatabase)).Within(Soon).After(preflight);
        var replicable = night.Prepare($"{_name}.replicable", Postgres.CanReplicate(at.OldDatabase)).Within(Soon).After(identity);
        var locked = night.Prepare($"{_name}.schema-lock", Postgres.LockSchema(at.OldDatabase)).Within(Soon).After(replicable);
        var shut = night.Prepare($"{_name}.new-shut", Postgres.HoldShut(at.NewDatabase, writers)).Within(Soon).After(preflight);
        var schema = night.Prepare($"{_name}.schema", Postgres.CopySchema(at.OldDatabase, at.NewDatabase)).Within(Soon).After(locked, shut)
            .Expect(1.Seconds()).Stays("tables on the new side do no harm");
        var cold = Follow(schema);

        // Nothing is built on this one: if it is so no more at the go, that is all there is to mend.
        var still = night.Prepare($"{_name}.rights-still", Postgres.HasRights(at.OldDatabase, at.NewDatabase, writers)).Within(Soon)
            .After(cold).OwnedBy(owner).Expires(Checks.Tried);
        Ready = [still, Restore(cold)];
        return cold;
    }

    private Step<ColdContent> Follow(Step schema)
    {
        var replica = night.Prepare($"{_name}.replicate", Postgres.Replicate(at.OldDatabase, at.NewDatabase))
            .After(schema).Within(30.Minutes()).Expect(12.Seconds()).OwnedBy(owner);
        var same = night.Prepare($"{_name}.same-schema", Postgres.SameSchema(at.OldDatabase, at.NewDatabase)).Within(Soon).After(replica);
        var retained = night.Prepare($"{_name}.retained-log", Postgres.WalWithin(at.OldDatabase, budgetBytes: 2L << 30)).Within(Soon)
            .After(replica);
        var warm = night.Prepare($"{_name}.warm-up", Postgres.WarmUp(at.NewDatabase, fresh: 1.Hours())).Within(Soon).After(same)
            .Stays("statistics and a warm cache do no harm").Expect(2.Seconds());
        return Cold = night.Prepare($"{_name}.hash-cold", Postgres.HashCold(at.OldDatabase, at.NewDatabase)).After(warm, retained)
            .Within(30.Minutes()).Expect(5.Seconds());
    }

    private Step<RestoredSeen> Restore(Step<ColdContent> cold)
    {
        var restore = night.Prepare($"{_name}.restore", Exec.Command(at.Restore, "restore the new side's newest backup beside it"))
            .After(cold).Within(2.Hours()).Expect(5.Seconds()).OwnedBy(owner).Stays("a copy beside the database does no harm");
        return night.Prepare($"{_name}.restored", Postgres.RestoredContent(at.NewDatabase, at.RestoredDatabase, cold)).After(restore)
            .Within(10.Minutes()).Expect(2.Seconds()).OwnedBy(owner);
    }

    /// <summary>
    /// The way back begins here and not earlier: its slot has the new side read again all that was logged there since, which inside the
    /// outage would cost as long as the preparation was.
    /// </summary>
    public Step ReadyReverse(params Step[] after) =>
        night.Freeze($"{_name}.reverse-slot", Postgres.PrepareReverse(at.OldDatabase, at.NewDatabase)).Within(Soon).After(after)
            .Expect(200.Milliseconds()).OwnedBy(owner);

    public Step<Fenced> Freeze(params Step[] after) =>
        Fence = night.Freeze($"{_name}.fence", Postgres.Fence(at.OldDatabase, budget: 30.Minutes(), writers))
            .After(after).Within(30.Seconds()).Expect(50.Milliseconds()).OwnedBy(owner);

    /// <summary>The last rows, the sequences, and the flow back: all before anything is opened.</summary>
    public Step[] Transfer()
    {
        CaughtUp = night.Transfer($"{_name}.catch-up", Postgres.CatchUp(at.OldDatabase, at.NewDatabase, upTo: Fence!))
            .Within(2.Minutes()).Expect(20.Milliseconds());
        var sequences = night.Transfer($"{_name}.sequences", Postgres.Sequences(at.OldDatabase, at.NewDatabase))
            .After(CaughtUp).Within(1.Minutes()).Expect(20.Milliseconds()).Stays("the new side is not used");
        Reverse = night.Transfer($"{_name}.reverse", Postgres.EnableReverse(at.OldDatabase, at.NewDatabase, CaughtUp))
            .Within(1.Minutes()).Expect(150.Milliseconds());
        return [sequences, Reverse];
    }

    public Step Prove() =>
        night.Prove($"{_name}.same", Postgres.SameContent(at.OldDatabase, at.NewDatabase, Cold!))
            .After(CaughtUp!).Within(5.Seconds()).Looks(RehashLimit).Expect(200.Milliseconds()).OwnedBy(owner);

    public Step<Opened> Open(params Step[] after) =>
        Opened = night.Open($"{_name}.open", Postgres.Open(at.NewDatabase, writers))
            .After(after).Within(30.Seconds()).Expect(20.Milliseconds()).Seals(Fence!).OwnedBy(owner);

    public Step Settle() =>
        night.Settle($"{_name}.schema-unlock", Postgres.UnlockSchema(at.OldDatabase)).After(Opened!).Within(5.Minutes());

    public Step Retire(Step after) =>
        night.Retire($"{_name}.retire", Postgres.Retire(at.OldDatabase, at.NewDatabase)).After(after).PointOfNoReturn();

    /// <summary>After the opening: what was written on the new side comes to the old one before the old one serves again.</summary>
    /// <returns>The step after which the old side has everything.</returns>
    public Step WayBack()
    {
        var drained = night.Back(Phase.Transfer, $"{_name}.back.drain", Postgres.DrainBack(at.OldDatabase, at.NewDatabase))
            .IfBegun(Opened!).AfterUndoOf(Opened!).BeforeUndoOf(Reverse!, Fence!).Within(WayBackLimit);
        var sequences = night.Back(Phase.Transfer, $"{_name}.back.sequences", Postgres.SequencesBack(at.OldDatabase, at.NewDatabase))
            .IfBegun(Opened!).After(drained).BeforeUndoOf(Fence!).Within(1.Minutes());
        return night.Back(Phase.Prove, $"{_name}.back.same", Postgres.SameContent(at.OldDatabase, at.NewDatabase, Cold!))
            .IfBegun(Opened!).After(sequences).BeforeUndoOf(Reverse!, Fence!).Within(1.Minutes()).Looks(RehashLimit);
    }
}
