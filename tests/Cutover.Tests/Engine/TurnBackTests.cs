using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>The way back.</summary>
public sealed class TurnBackTests
{
    [Fact]
    public void A_failing_proof_turns_the_night_back_in_reverse_order()
    {
        var night = ServiceNight.Of();
        night.World["proof"] = "differs";
        night.Go("go", "commander", "owner");

        var end = night.Drive();

        Assert.Equal(Outcome.TurnedBack, end.Outcome);
        Assert.Equal("same", end.TurnBack!.From);
        Assert.Equal(["do ready", "do fence", "do copy", "undo copy", "undo fence", "undo ready"], night.World.Log);
        Assert.Equal("old=writable proof=differs", night.World.All);
    }

    [Fact]
    public void Under_ask_a_failing_proof_waits_and_a_person_turns_back()
    {
        var night = ServiceNight.Of();
        night.Options = night.Options with { OnFailure = OnFailure.Ask, Unattended = false };
        night.World["proof"] = "differs";
        night.Go("go", "commander", "owner");
        night.On<StepHeld>(() => night.Time.After(5.Minutes(), () => night.Ask(RequestKind.TurnBack, text: "enough")));

        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
        Assert.Equal("old=writable proof=differs", night.World.All);
    }

    [Fact]
    public void A_step_that_was_held_half_way_is_undone_too()
    {
        var night = ServiceNight.Of();
        night.World.Breaks("do", "flip", Fault.HalfAndThrow);
        night.Go("go", "commander", "owner");

        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
        Assert.Equal("old=writable proof=same", night.World.All);
    }

    [Fact]
    public void What_runs_when_the_night_turns_back_is_stopped_and_what_it_left_is_decided_by_its_probe()
    {
        var night = ServiceNight.Of(plan =>
        {
            plan.Prepare("slow", new Set("slow", "1"));
            plan.Prepare("sulky", new Set("sulky", "1"));
            plan.Prepare("check", new Check("never", "1")).Within(5.Seconds());
        });
        night.World.Breaks("do", "slow", Fault.Hang).Breaks("do", "sulky", Fault.Sulk);

        Assert.Equal(Outcome.Aborted, night.Drive().Outcome);
        Assert.DoesNotContain(night.Events, e => e is AttemptFailed or UndoIntended or UndoHeld);
    }

    [Fact]
    public void What_comes_to_its_end_by_itself_is_waited_for_and_then_taken_back()
    {
        var night = ServiceNight.Of(plan =>
        {
            plan.Prepare("stop", new Set("worker", "stopped"));
            plan.Prepare("check", new Check("never", "1")).Within(5.Seconds());
        });
        night.World.Breaks("do", "stop", Fault.Finish);

        Assert.Equal(Outcome.Aborted, night.Drive().Outcome);
        Assert.Equal(["do stop", "undo stop"], night.World.Log);
        Assert.Equal("", night.World["worker"]);
    }

    [Fact]
    public void An_abort_before_the_first_fence_is_granted_and_after_it_refused()
    {
        var early = ServiceNight.Of();
        early.Ask(RequestKind.Abort, text: "storm");
        Assert.Equal(Outcome.Aborted, early.Drive().Outcome);

        var late = ServiceNight.Of();
        late.Go("go", "commander", "owner");
        late.On<StepIntended>(e => e.Step == "fence", () => late.Ask(RequestKind.Abort, text: "storm"));
        Assert.Equal(Outcome.Completed, late.Drive().Outcome);
        Assert.Equal(
            "writers have been kept out, so this is no longer an abort but a turn-back",
            late.Events.OfType<RequestRefused>().Single().Why);
    }

    [Fact]
    public void After_Open_the_way_back_runs_its_own_steps_among_the_undos()
    {
        var night = ServiceNight.Of();
        night.Options = night.Options with { Unattended = false };
        night.Go("go", "commander", "owner");
        night.On<StepDone>(e => e.Step == "open", () => night.Ask(RequestKind.TurnBack, text: "errors"));

        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
        Assert.Equal(
            ["undo open", "do back.drain", "undo flip", "undo copy", "undo fence", "undo ready"],
            night.World.Log.SkipWhile(line => line != "undo open"));
        Assert.Equal("drained=yes old=writable proof=same", night.World.All);
    }

    [Fact]
    public void Past_the_point_of_no_return_turning_back_is_refused_and_a_failure_asks()
    {
        var night = ServiceNight.Of(plan =>
        {
            var drop = plan.Prepare("drop", new Push("dropped", "yes")).PointOfNoReturn();
            plan.Prepare("after", new Set("after", "1")).After(drop);
        });
        night.World.Breaks("do", "after", Fault.Throw);
        night.Drive();
        night.Ask(RequestKind.TurnBack);

        var end = night.Drive();

        Assert.Equal(["after"], end.Held.Select(step => step.Id));
        Assert.Equal("'drop' is done, and after it there is no way back", night.Events.OfType<RequestRefused>().Single().Why);
    }

    [Fact]
    public void After_Open_no_transfer_of_that_service_runs_again_and_another_services_does()
    {
        var night = ServiceNight.Of(plan =>
        {
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander, TestNight.Owner);
            Service("one", new Check("proof", "same"));
            Service("two", new Check("slow", "same"));

            void Service(string name, IProbe<string> early)
            {
                var fence = plan.Freeze($"{name}.fence", new Fence($"{name}.old", 1.Hours())).After(go).Within(1.Minutes());
                var wait = plan.Transfer($"{name}.wait", early).After(fence).Within(10.Minutes());
                var copy = plan.Transfer($"{name}.copy", new Set($"{name}.data", "1")).After(wait).Within(1.Minutes());
                var same = plan.Prove($"{name}.same", new Check("proof", "same")).After(copy).Within(1.Minutes());
                plan.Open($"{name}.open", new Opening($"{name}.new")).After(same).Within(1.Minutes()).Seals(fence)
                    .Stays("nobody writes");
            }
        });
        night.Go("go", "commander", "owner");
        night.Time.After(5.Minutes(), () => night.World["slow"] = "same");

        var end = night.Drive();

        Assert.Equal(Outcome.Completed, end.Outcome);
        var again = new StepIntended("one.copy", 2, "key", end[night.Plan["one.copy"]].Before!.Value);
        var open = RunLoader.Fold(night.Plan, night.Entries.TakeWhile(entry => entry.Event is not StepDone { Step: "two.copy" }));
        Assert.False(open.TryApply(new JournalEntry(open.Seq + 1, 1, default, new FactStale("one.copy", "")), out _, out var stale));
        Assert.Equal("the new side has opened, and 'one.copy' came before that", stale);
        Assert.False(open.TryApply(new JournalEntry(open.Seq + 1, 1, default, again), out _, out _));
    }
}
