using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>What stands still until a person acts.</summary>
public sealed class HeldStepTests
{
    [Fact]
    public void After_its_retries_a_step_holds_only_what_depends_on_it()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1")).Retry(1, 1.Seconds());
            plan.Prepare("b", new Set("b", "1")).After(a);
            plan.Prepare("c", new Set("c", "1"));
        });
        night.World.Breaks("do", "a", Fault.Throw, Fault.Throw);

        var end = night.Drive();

        Assert.Equal(RunStatus.Forward, end.Status);
        Assert.Equal(["a"], end.Held.Select(step => step.Id));
        Assert.Equal("c=1", night.World.All);
    }

    [Fact]
    public void A_held_step_goes_on_when_a_person_asks_for_a_retry()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Check("a", "1")).Within(10.Seconds());
            plan.Prepare("b", new Set("b", "1")).After(a);
        });
        night.Options = night.Options with { Unattended = false };
        night.On<StepHeld>(() => night.Time.After(1.Minutes(), () =>
        {
            night.World["a"] = "1";
            night.Ask(RequestKind.Retry, "a");
        }));

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Contains(night.Events, e => e is StepRetried { Step: "a", By: "ann" });
    }

    [Fact]
    public void A_held_step_may_be_skipped_with_a_reason_and_what_reads_it_is_told()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Check("a", "1")).Within(10.Seconds());
            plan.Prepare("b", new Set("b", "1")).After(a);
            plan.Prepare("c", new Copy("c", a)).Within(10.Seconds());
        });
        night.Options = night.Options with { Unattended = false };
        night.On<StepHeld>(() => night.Ask(RequestKind.Skip, "a", text: "not tonight"));
        night.On<StepHeld>(e => e.Step == "c", night.Interrupt);

        var end = night.Drive();

        Assert.Equal(StepStatus.Skipped, end[night.Plan["a"]].Status);
        Assert.Equal(StepStatus.Done, end[night.Plan["b"]].Status);
        Assert.Contains("reads 'a', which has no output: it was skipped or is not done", end[night.Plan["c"]].Why,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_proof_is_a_guard_and_is_never_skipped()
    {
        var night = new TestNight(plan => plan.Prove("p", new Check("p", "1")).Within(10.Seconds()));
        night.Options = night.Options with { Unattended = false };
        night.On<StepHeld>(() => night.Ask(RequestKind.Skip, "p", text: "trust me"));
        night.On<RequestRefused>(night.Interrupt);

        Assert.Equal(StepStatus.Held, night.Drive()[night.Plan["p"]].Status);
        Assert.Contains("a guard is never skipped", night.Events.OfType<RequestRefused>().Single().Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Unattended_a_run_that_waits_for_a_person_returns_and_goes_on_later()
    {
        var night = new TestNight(plan =>
        {
            var gate = plan.Gate(Phase.Prepare, "go", Role.Commander);
            plan.Prepare("a", new Set("a", "1")).After(gate);
            plan.Prepare("b", new Set("b", "1"));
        });

        Assert.Equal(RunStatus.Forward, night.Drive().Status);
        Assert.Equal("b=1", night.World.All);
        night.Go("go", "commander");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("a=1 b=1", night.World.All);
    }
}
