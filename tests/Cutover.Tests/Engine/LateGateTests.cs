using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>How long people are given to decide.</summary>
public sealed class LateGateTests
{
    [Fact]
    public void A_gate_that_is_not_decided_in_its_time_is_said_to_be_late_once_and_goes_on_asking()
    {
        var night = new TestNight(plan => plan.Gate(Phase.Prepare, "go", Role.Commander).Within(20.Minutes()));
        night.Options = night.Options with { Unattended = false, OnFailure = OnFailure.TurnBack };
        night.Time.After(2.Hours(), () => night.Go("go", "commander"));

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        var late = Assert.Single(night.Entries, entry => entry.Event is GateLate);
        Assert.Equal(new GateLate("go", "not decided within 1200 s"), late.Event);
        Assert.InRange(late.At - night.Entries[0].At, 20.Minutes(), 20.Minutes() + 2.Seconds());
    }

    [Fact]
    public void A_gate_without_a_time_of_its_own_is_never_late()
    {
        var night = new TestNight(plan => plan.Gate(Phase.Prepare, "go", Role.Commander));
        night.Options = night.Options with { Unattended = false };
        night.Time.After(48.Hours(), () => night.Go("go", "commander"));

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Empty(night.Events.OfType<GateLate>());
    }
}
