using CsCheck;
using Cutover.Crowd;
using static Cutover.Crowd.OperationKind;
using static Cutover.Crowd.Ending;

namespace Cutover.Tests;

public sealed class KeyHistoryTests
{
    private static readonly Operation Inserted = MadeUp.Write(EventInsert, 0, Acknowledged, "v1");

    [Fact]
    public void An_acknowledged_insert_that_is_there_once_is_well() =>
        Assert.Equal(
            new KeyVerdict(MadeUp.Key, Lost: false, Duplicated: 0, UnknownPresent: false, RefusedPresent: false, Finding: null),
            Judge([Inserted], "v1"));

    [Fact]
    public void An_acknowledged_insert_that_is_not_there_is_lost()
    {
        var verdict = Judge([Inserted]);

        Assert.True(verdict.Lost);
        Assert.Equal($"{MadeUp.Key}: v1 was promised, - is there", verdict.Finding);
    }

    [Fact]
    public void A_key_that_is_there_three_times_is_duplicated_twice()
    {
        var verdict = Judge([Inserted], "v1", "v1", "v1");

        Assert.Equal(2, verdict.Duplicated);
        Assert.False(verdict.Lost);
        Assert.Equal($"{MadeUp.Key}: there are 3 of it", verdict.Finding);
    }

    [Fact]
    public void Only_the_last_acknowledged_update_counts()
    {
        Operation[] writes =
        [
            Inserted, MadeUp.Write(EventUpdate, 100, Acknowledged, "v2"), MadeUp.Write(EventUpdate, 200, Acknowledged, "v3"),
        ];

        Assert.Null(Judge(writes, "v3").Finding);
        Assert.True(Judge(writes, "v2").Lost);
        Assert.True(Judge(writes).Lost);
    }

    [Fact]
    public void A_deleted_key_should_be_gone_and_one_that_came_back_is_a_lost_delete()
    {
        Operation[] writes = [Inserted, MadeUp.Write(EventDelete, 100, Acknowledged)];

        Assert.Null(Judge(writes).Finding);
        Assert.True(Judge(writes, "v1").Lost);
    }

    [Fact]
    public void An_unknown_insert_may_be_there_once_or_not_at_all_but_not_twice()
    {
        Operation[] writes = [MadeUp.Write(EventInsert, 0, Unknown, "v1")];

        Assert.Equal((false, 0, true), Summary(Judge(writes, "v1")));
        Assert.Equal((false, 0, false), Summary(Judge(writes)));
        Assert.Equal((false, 1, true), Summary(Judge(writes, "v1", "v1")));
    }

    [Fact]
    public void After_an_unknown_update_both_the_old_and_the_new_version_are_well()
    {
        Operation[] writes = [Inserted, MadeUp.Write(EventUpdate, 100, Unknown, "v2")];

        Assert.Equal((false, 0, false), Summary(Judge(writes, "v1")));
        Assert.Equal((false, 0, true), Summary(Judge(writes, "v2")));
        Assert.True(Judge(writes).Lost);
        Assert.True(Judge(writes, "v0").Lost);
    }

    [Fact]
    public void After_an_unknown_delete_the_key_may_be_there_or_gone()
    {
        Operation[] writes = [Inserted, MadeUp.Write(EventDelete, 100, Unknown)];

        Assert.Equal((false, 0, false), Summary(Judge(writes, "v1")));
        Assert.Equal((false, 0, true), Summary(Judge(writes)));
    }

    [Fact]
    public void An_unknown_write_before_an_acknowledged_one_excuses_nothing()
    {
        Operation[] writes = [Inserted, MadeUp.Write(EventUpdate, 100, Unknown, "v2"), MadeUp.Write(EventUpdate, 200, Acknowledged, "v3")];

        Assert.True(Judge(writes, "v2").Lost);
        Assert.True(Judge(writes, "v1").Lost);
        Assert.Null(Judge(writes, "v3").Finding);
    }

    [Fact]
    public void A_refused_write_that_is_there_is_a_lie_of_the_service()
    {
        Assert.True(Judge([MadeUp.Write(EventInsert, 0, Refused, "v1")], "v1").RefusedPresent);
        Assert.True(Judge([Inserted, MadeUp.Write(EventUpdate, 100, Refused, "v2")], "v2").RefusedPresent);
        Assert.True(Judge([Inserted, MadeUp.Write(EventDelete, 100, Refused)]).RefusedPresent);
        Assert.Null(Judge([MadeUp.Write(EventInsert, 0, Refused, "v1")]).Finding);
    }

    [Fact]
    public void Writes_are_judged_in_the_order_in_which_they_were_sent_whatever_the_order_of_the_log()
    {
        Operation[] writes = [MadeUp.Write(EventUpdate, 100, Acknowledged, "v2"), Inserted];

        Assert.Null(Judge(writes, "v2").Finding);
        Assert.True(Judge(writes, "v1").Lost);
    }

    [Fact]
    public void A_store_that_keeps_its_promises_is_never_accused_and_any_other_state_always_is()
    {
        OperationKind[] kinds = [EventUpdate, EventDelete];
        Ending[] endings = [Acknowledged, Acknowledged, Refused, Unknown];

        // A user writes one after the other; an unknown write took place or not, and ends what the user does with the key.
        Gen.Select(Gen.Int[0, 1].Select(i => kinds[i]), Gen.Int[0, 3].Select(i => endings[i]), Gen.Bool)
            .Array[0, 6].Sample(steps =>
            {
                var writes = new List<Operation> { Inserted };
                var (state, promised) = ("v1", "v1");
                foreach (var ((kind, ending, took), i) in steps.Select((step, i) => (step, i + 2)))
                {
                    var write = MadeUp.Write(kind, i * 100, ending, $"v{i}");
                    writes.Add(write);
                    var after = write.Value ?? Operation.Absent;
                    if (ending == Acknowledged || (ending == Unknown && took))
                        state = after;
                    if (ending == Acknowledged)
                        promised = after;
                    if (ending == Unknown || after == Operation.Absent)
                        break;
                }

                var honest = Judge([.. writes], state == Operation.Absent ? [] : [state]);
                var other = Judge([.. writes], "something else");
                return honest is { Lost: false, Duplicated: 0, RefusedPresent: false, Finding: null }
                    && honest.UnknownPresent == (state != promised) && other is { Lost: true, Finding: not null };
            });
    }

    private static (bool Lost, int Duplicated, bool UnknownPresent) Summary(KeyVerdict verdict) =>
        (verdict.Lost, verdict.Duplicated, verdict.UnknownPresent);

    private static KeyVerdict Judge(Operation[] writes, params string[] stored) => new KeyHistory(MadeUp.Key, writes).Judge(stored);
}
