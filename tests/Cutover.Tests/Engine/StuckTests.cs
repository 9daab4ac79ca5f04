using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>What cannot be taken back is named, and the way back goes on when it was set right.</summary>
public sealed class StuckTests
{
    [Fact]
    public void A_value_changed_by_somebody_else_is_not_overwritten_and_the_run_is_stuck_naming_both()
    {
        var night = ServiceNight.Of();
        night.World["proof"] = "differs";
        night.Go("go", "commander", "owner");
        night.On<TurnBackBegan>(() => night.World["data"] = "theirs");

        var end = night.Drive();

        Assert.Equal((RunStatus.Stuck, Outcome.Stuck), (end.Status, end.Outcome));
        Assert.Equal(
            "copy could not be undone: it was changed since by somebody else: before the step it was \"\", now it is \"theirs\". "
            + "Set it right by hand, then retry",
            end.Why);
        Assert.Equal("theirs", night.World["data"]);

        night.World["data"] = "";
        night.Ask(RequestKind.Retry, "copy");
        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
        Assert.Equal("old=writable proof=differs", night.World.All);
    }

    [Fact]
    public void An_undo_that_fails_is_stuck_and_goes_on_when_mended()
    {
        var night = ServiceNight.Of();
        night.World["proof"] = "differs";
        night.World.Breaks("undo", "fence", Fault.Throw);
        night.Go("go", "commander", "owner");

        var end = night.Drive();

        Assert.Equal(RunStatus.Stuck, end.Status);
        Assert.Equal("fence could not be undone: the wire was cut (seen after: old is fenced)", end.Why);
        Assert.Equal(RunStatus.Stuck, night.Drive().Status);
        night.Ask(RequestKind.Retry, "fence");
        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
    }

    [Fact]
    public void An_undo_with_retries_is_tried_again_after_a_pause_and_not_before()
    {
        var night = ServiceNight.Of(plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1")).Timeout(5.Seconds()).Retry(2, 30.Seconds());
            plan.Prepare("check", new Check("never", "1")).After(a).Within(5.Seconds());
        });
        night.World.Breaks("undo", "a", Fault.Nothing, Fault.HalfAndThrow);

        Assert.Equal(Outcome.Aborted, night.Drive().Outcome);
        Assert.Equal(["do a", "undo a", "undo a", "undo a"], night.World.Log);
        var undos = night.Entries.Where(entry => entry.Event is UndoIntended).Select(entry => entry.At).ToList();
        Assert.Equal(35.Seconds(), undos[1] - undos[0]);
    }

    [Fact]
    public void While_two_undos_are_stuck_the_others_go_on_and_each_is_mended_in_turn()
    {
        var night = ServiceNight.Of(plan =>
        {
            var all = "abc".Select(name => plan.Prepare($"{name}", new Set($"{name}", "1"))).ToArray<Step>();
            var d = plan.Prepare("d", new Set("d", "1"));
            plan.Prepare("e", new Set("e", "1")).After(d);
            plan.Prepare("check", new Check("never", "1")).After(all).Within(10.Seconds());
        });
        night.World.Breaks("undo", "a", Fault.Throw).Breaks("undo", "b", Fault.Throw);

        Assert.Equal(RunStatus.Stuck, night.Drive().Status);
        Assert.Equal("a=1 b=1 old=writable proof=same", night.World.All);
        night.Ask(RequestKind.Retry, "a");
        Assert.Equal("b could not be undone: the wire was cut (seen after: b is 1)", night.Drive().Why);
        Assert.Equal("b=1 old=writable proof=same", night.World.All);
        night.Ask(RequestKind.Retry, "b");
        Assert.Equal(Outcome.Aborted, night.Drive().Outcome);
        Assert.Equal("old=writable proof=same", night.World.All);
    }

    [Fact]
    public void A_deaf_effect_makes_turning_back_stuck_until_another_driver_looks()
    {
        var night = ServiceNight.Of(plan =>
        {
            plan.Prepare("deaf", new Set("a", "1"));
            plan.Prepare("check", new Check("never", "1")).Within(5.Seconds());
        });
        night.World.Breaks("do", "deaf", Fault.Deaf);

        Assert.Contains("may still be acting; end this driver", night.Drive().Why, StringComparison.Ordinal);
        Assert.Contains(night.Said, line => line.StartsWith("deaf: it did not stop within 15 s", StringComparison.Ordinal));
        night.Ask(RequestKind.Retry, "deaf");
        Assert.Equal(Outcome.Aborted, night.Drive().Outcome);
    }

    [Fact]
    public void A_failing_step_of_the_way_back_is_stuck_and_goes_on_when_retried()
    {
        var night = ServiceNight.Of();
        night.World.Breaks("do", "back.drain", Fault.Throw);
        night.Go("go", "commander", "owner");
        night.World.Breaks("do", "tidy", Fault.Throw);

        Assert.Equal("back.drain on the way back: the wire was cut (seen after: drained is empty, not yes)", night.Drive().Why);
        Assert.Equal("fenced", night.World["old"]);
        night.Ask(RequestKind.Retry, "back.drain");
        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
    }
}
