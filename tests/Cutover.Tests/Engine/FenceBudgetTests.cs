using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>How long writers may be kept out.</summary>
public sealed class FenceBudgetTests
{
    [Fact]
    public void A_budget_that_is_spent_asks_under_ask_and_turns_back_under_turn_back()
    {
        Assert.Equal(Outcome.Completed, Spent(OnFailure.Ask).Outcome);
        var turned = Spent(OnFailure.TurnBack);
        Assert.Equal(Outcome.TurnedBack, turned.Outcome);
        Assert.Equal("'fence': writers have been kept out for longer than the budget of 600 s", turned.Why);

        static RunState Spent(OnFailure onFailure)
        {
            var night = ServiceNight.Of(plan =>
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
        var night = ServiceNight.Of();
        night.Go("go", "commander", "owner");
        night.On<StepDone>(e => e.Step == "copy", night.Interrupt);
        Assert.Equal(RunStatus.Forward, night.Drive().Status);
        night.Time.After(11.Minutes(), () => { });
        while (night.Time.GetUtcNow() - night.Entries[0].At < 11.Minutes())
            night.Time.GoToNext();

        Assert.Equal(Outcome.TurnedBack, night.Drive().Outcome);
        Assert.Single(night.Events.OfType<FenceSpent>());
    }
}
