using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>Gates, fences and the way back.</summary>
public sealed class TurnBackTests
{
    private static readonly Role Owner = new("owner");

    /// <summary>One service, from the gate to the opening; the way back after it carries the new side's writes.</summary>
    internal static void OneService(RunbookBuilder plan)
    {
        var ready = plan.Prepare("ready", new Set("replica", "on"));
        var go = plan.Gate(Phase.Prepare, "go", Role.Commander, Owner).After(ready);
        var fence = plan.Freeze("fence", new Fence("old", 10.Minutes())).After(go).Within(1.Minutes());
        var copy = plan.Transfer("copy", new Copy("data", fence)).Within(1.Minutes());
        var same = plan.Prove("same", new Check("proof", "same")).After(copy).Within(1.Minutes());
        var flip = plan.Switch("flip", new Set("dns", "new")).After(same).Within(1.Minutes());
        var open = plan.Open("open", new Opening("new")).After(flip).Within(1.Minutes()).Seals(fence);
        plan.Settle("tidy", new Set("tidy", "yes")).After(open);
        plan.Back(Phase.Freeze, "back.drain", new Push("drained", "yes")).IfBegun(open).AfterUndoOf(open).BeforeUndoOf(flip, fence);
    }

    internal static TestNight Night(Action<RunbookBuilder>? plan = null)
    {
        var night = new TestNight(plan ?? OneService);
        night.World["proof"] = "same";
        night.World["old"] = "writable";
        night.Options = night.Options with { OnFailure = OnFailure.TurnBack };
        return night;
    }

    [Fact]
    public void A_gate_passes_when_all_its_roles_say_go()
    {
        var night = Night();
        night.Go("go", "commander");
        Assert.Equal(StepStatus.Waiting, night.Drive()[night.Plan["go"]].Status);
        night.Go("go", "owner");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("go from commander (ann), owner (ann)", night.Events.OfType<StepDone>().Single(e => e.Step == "go").Why);
    }

    [Fact]
    public void A_gate_that_wants_one_of_two_passes_with_one()
    {
        var night = Night(plan => plan.Gate(Phase.Prepare, "go", Role.Commander, Owner).AtLeast(1));
        night.Go("go", "owner");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
    }

    [Fact]
    public void One_no_before_the_first_fence_aborts_and_undoes_what_was_prepared()
    {
        var night = Night();
        night.Go("go", "commander");
        night.Ask(RequestKind.VoteNo, "go", "owner", by: "bob", text: "not ready");

        var end = night.Drive();

        Assert.Equal(Outcome.Aborted, end.Outcome);
        Assert.Equal("owner said no at gate 'go': not ready", end.Why);
        Assert.Equal(["do ready", "undo ready"], night.World.Log);
    }

    [Fact]
    public void A_role_without_a_vote_and_an_unknown_gate_are_refused_with_those_that_exist()
    {
        var night = Night();
        night.Go("go", "intern");
        night.Go("og", "commander");

        night.Drive();

        Assert.Equal(
            ["go: 'intern' has no vote at 'go'; commander, owner have", "og: the runbook has no gate 'og'; there are: go"],
            night.Events.OfType<RequestRefused>().Select(e => e.Why));
    }

    [Fact]
    public void A_failing_proof_turns_the_night_back_in_reverse_order()
    {
        var night = Night();
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
        var night = Night();
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
        var night = Night();
        night.World.Breaks("do", "flip", Fault.HalfAndThrow);
        night.Go("go", "commander", "owner");

        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
        Assert.Equal("old=writable proof=same", night.World.All);
    }

    [Fact]
    public void What_runs_when_the_night_turns_back_is_stopped_and_what_it_left_is_decided_by_its_probe()
    {
        var night = Night(plan =>
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
    public void A_value_changed_by_somebody_else_is_not_overwritten_and_the_run_is_stuck_naming_both()
    {
        var night = Night();
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
        var night = Night();
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
        var night = Night(plan =>
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
        var night = Night(plan =>
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
        var night = Night(plan =>
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
    public void An_abort_before_the_first_fence_is_granted_and_after_it_refused()
    {
        var early = Night();
        early.Ask(RequestKind.Abort, text: "storm");
        Assert.Equal(Outcome.Aborted, early.Drive().Outcome);

        var late = Night();
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
        var night = Night();
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
    public void A_failing_step_of_the_way_back_is_stuck_and_goes_on_when_retried()
    {
        var night = Night();
        night.World.Breaks("do", "back.drain", Fault.Throw);
        night.Go("go", "commander", "owner");
        night.World.Breaks("do", "tidy", Fault.Throw);

        Assert.Equal("back.drain on the way back: the wire was cut (seen after: drained is empty, not yes)", night.Drive().Why);
        Assert.Equal("fenced", night.World["old"]);
        night.Ask(RequestKind.Retry, "back.drain");
        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
    }

    [Fact]
    public void Past_the_point_of_no_return_turning_back_is_refused_and_a_failure_asks()
    {
        var night = Night(plan =>
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
    public void A_budget_that_is_spent_asks_under_ask_and_turns_back_under_turn_back()
    {
        Assert.Equal(Outcome.Completed, Spent(OnFailure.Ask).Outcome);
        var turned = Spent(OnFailure.TurnBack);
        Assert.Equal(Outcome.TurnedBack, turned.Outcome);
        Assert.Equal("'fence': writers have been kept out for longer than the budget of 600 s", turned.Why);

        static RunState Spent(OnFailure onFailure)
        {
            var night = Night(plan =>
            {
                var go = plan.Gate(Phase.Prepare, "go", Role.Commander);
                var fence = plan.Freeze("fence", new Fence("old", 10.Minutes())).After(go).Within(1.Minutes());
                var same = plan.Prove("same", new Check("proof", "same")).After(fence).Within(1.Hours());
                plan.Open("open", new Opening("new")).After(same).Within(1.Minutes()).Seals(fence).Stays("nobody writes");
            });
            night.Options = night.Options with { OnFailure = onFailure };
            night.World["proof"] = "";
            night.Time.After(20.Minutes(), () => night.World["proof"] = "same");
            night.Go("go", "commander");
            var end = night.Drive();
            Assert.Single(night.Events.OfType<FenceSpent>());
            return end;
        }
    }

    [Fact]
    public void The_time_between_two_drivers_counts_against_a_fences_budget()
    {
        var night = Night();
        night.Go("go", "commander", "owner");
        night.On<StepDone>(e => e.Step == "copy", night.Interrupt);
        Assert.Equal(RunStatus.Forward, night.Drive().Status);
        night.Time.After(11.Minutes(), () => { });
        while (night.Time.GetUtcNow() - night.Entries[0].At < 11.Minutes())
            night.Time.GoToNext();

        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
        Assert.Single(night.Events.OfType<FenceSpent>());
    }

    [Fact]
    public void After_Open_no_transfer_of_that_service_runs_again_and_another_services_does()
    {
        var night = Night(plan =>
        {
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander, Owner);
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
