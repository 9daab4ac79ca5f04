using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>Another driver, another plan, another estate.</summary>
public sealed class ResumeTests
{
    [Fact]
    public void An_interrupted_run_goes_on_where_it_was()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1"));
            var b = plan.Prepare("b", new Set("b", "1")).After(a);
            plan.Prepare("c", new Set("c", "1")).After(b);
        });
        night.World.Began = step =>
        {
            if (step == "b")
                night.Interrupt();
        };

        var interrupted = night.Drive();
        night.World.Began = _ => { };

        Assert.Equal((RunStatus.Forward, StepStatus.Intended), (interrupted.Status, interrupted[night.Plan["b"]].Status));
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["do a", "do b", "do b", "do c"], night.World.Log);
        Assert.Empty(night.World.Twice);
    }

    [Fact]
    public void The_state_that_an_interrupted_driver_returns_is_the_journals()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")));
        night.World.Breaks("do", "a", Fault.Sulk);
        night.World.Began = _ => night.Interrupt();

        var end = night.Drive();

        Assert.Equal(night.Entries[^1].Seq, end.Seq);
        Assert.Equal(StepStatus.Intended, end[night.Plan["a"]].Status);
    }

    [Fact]
    public void An_ended_run_stays_ended()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")));
        night.Drive();
        var before = night.Entries.Count;

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(before, night.Entries.Count);
    }

    [Fact]
    public void Another_plan_is_refused_and_accepted_only_with_exactly_the_steps_that_differ()
    {
        var night = new TestNight(Plan("1"));
        night.Drive();
        night.Plan = TestNight.Build(plan =>
        {
            Plan("2")(plan);
            plan.Prepare("new", new Set("new", "1"));
        });

        Assert.Contains("differ in: b (changed), new (new)", Refusal(night), StringComparison.Ordinal);
        night.Options = night.Options with { AcceptChanged = ["b"] };
        Assert.Contains("--accept-changed b,new", Refusal(night), StringComparison.Ordinal);
        night.Options = night.Options with { AcceptChanged = ["b", "new", "a"] };
        Refusal(night);
        night.Options = night.Options with { AcceptChanged = ["new", "b"] };
        night.Go("go", "commander");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("a=1 b=2 new=1", night.World.All);
        Assert.Equal(["b", "new"], night.Events.OfType<RunbookChanged>().Single().Steps);

        static Action<RunbookBuilder> Plan(string b) => plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1"));
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander).After(a);
            plan.Prepare("b", new Set("b", b)).After(go);
        };
    }

    [Fact]
    public void Another_window_is_another_plan()
    {
        var night = new TestNight(plan => plan.Gate(Phase.Prepare, "go", Role.Commander));
        night.Drive();
        night.Plan = TestNight.Build(plan => plan.Gate(Phase.Prepare, "go", Role.Commander), hours: 5);

        Assert.Contains("runbook (its name or its window changed)", Refusal(night), StringComparison.Ordinal);
        night.Options = night.Options with { AcceptChanged = ["runbook"] };
        Assert.Equal(RunStatus.Forward, night.Drive().Status);
    }

    [Fact]
    public void A_step_that_was_not_begun_may_go_and_one_that_was_may_not()
    {
        var night = new TestNight(plan =>
        {
            plan.Prepare("a", new Set("a", "1"));
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander);
            plan.Prepare("b", new Set("b", "1")).After(go);
        });
        night.Drive();
        night.Plan = TestNight.Build(plan => plan.Gate(Phase.Prepare, "go", Role.Commander));
        night.Options = night.Options with { AcceptChanged = ["a", "b"] };
        Assert.Contains("'a' was begun in this run", Refusal(night), StringComparison.Ordinal);

        night.Plan = TestNight.Build(plan =>
        {
            plan.Prepare("a", new Set("a", "1"));
            plan.Gate(Phase.Prepare, "go", Role.Commander);
        });
        night.Options = night.Options with { AcceptChanged = ["b"] };
        night.Go("go", "commander");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
    }

    [Fact]
    public void What_was_done_under_the_old_plan_counts_under_an_accepted_one_with_other_edges()
    {
        var night = new TestNight(plan =>
        {
            plan.Prepare("a", new Set("a", "1"));
            plan.Prepare("b", new Set("b", "1")).After(plan.Gate(Phase.Prepare, "go", Role.Commander));
        });
        night.Drive();
        night.Plan = TestNight.Build(plan =>
        {
            var b = plan.Prepare("b", new Set("b", "1")).After(plan.Gate(Phase.Prepare, "go", Role.Commander));
            plan.Prepare("a", new Set("a", "1")).After(b);
        });
        night.Options = night.Options with { AcceptChanged = ["a"] };
        night.Go("go", "commander");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["do a", "do b"], night.World.Log);
    }

    [Fact]
    public void Another_estate_is_refused()
    {
        var night = new TestNight(plan => plan.Gate(Phase.Prepare, "go", Role.Commander));
        night.Drive();
        night.Estate = TestNight.EstateOf(night.World, "estate-2");

        Assert.Equal(
            "The run began against the estate lab (estate-1), and this is lab (estate-2). "
            + "Put the estate's file back as it was, or turn the run back with it first.",
            Refusal(night));
    }

    [Fact]
    public void A_driver_that_was_overtaken_stops_at_its_next_word()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1"));
            plan.Prepare("b", new Set("b", "1")).After(a);
        });
        night.World.Began = _ => night.Journal.TakeAsync(night.Name, "another", default).AsTask().GetAwaiter().GetResult();

        var lost = Assert.Throws<EpochLostException>(night.Drive);

        Assert.Equal("The run 'lab-1' was taken over by another (epoch 2; this driver's is 1); this driver stops.", lost.Message);
        Assert.Equal(["do a"], night.World.Log);
    }

    [Fact]
    public void A_driver_that_died_before_saying_that_a_failure_was_the_last_does_not_try_once_more()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")));
        night.World.Breaks("do", "a", Fault.Throw);
        night.Journal = new CrashingJournal(night.Journal, after: entry => entry.Seq == 4);
        Assert.Throws<CrashException>(night.Drive);
        night.Journal = ((CrashingJournal)night.Journal).Inner;
        Assert.IsType<AttemptFailed>(night.Entries[^1].Event);

        Assert.Equal(["a"], night.Drive().Held.Select(step => step.Id));
        Assert.Equal(["do a"], night.World.Log);
    }

    private static string Refusal(TestNight night) => Assert.Throws<RunRefusedException>(night.Drive).Message;
}
