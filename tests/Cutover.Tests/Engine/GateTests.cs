using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>Who says go, and who says no.</summary>
public sealed class GateTests
{
    [Fact]
    public void A_gate_passes_when_all_its_roles_say_go()
    {
        var night = ServiceNight.Of();
        night.Go("go", "commander");
        Assert.Equal(StepStatus.Waiting, night.Drive()[night.Plan["go"]].Status);
        night.Go("go", "owner");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("go from commander (ann), owner (ann)", night.Events.OfType<StepDone>().Single(e => e.Step == "go").Why);
    }

    [Fact]
    public void A_gate_that_wants_one_of_two_passes_with_one()
    {
        var night = ServiceNight.Of(plan => plan.Gate(Phase.Prepare, "go", Role.Commander, TestNight.Owner).AtLeast(1));
        night.Go("go", "owner");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
    }

    [Fact]
    public void One_no_before_the_first_fence_aborts_and_undoes_what_was_prepared()
    {
        var night = ServiceNight.Of();
        night.Go("go", "commander");
        night.On<StepWaiting>(e => e.Step == "go", () =>
            night.Ask(RequestKind.VoteNo, "go", "owner", by: "bob", text: "not ready"));

        var end = night.Drive();

        Assert.Equal(Outcome.Aborted, end.Outcome);
        Assert.Equal("owner said no at gate 'go': not ready", end.Why);
        Assert.Equal(["do ready", "undo ready"], night.World.Log);
    }

    [Fact]
    public void A_role_without_a_vote_and_an_unknown_gate_are_refused_with_those_that_exist()
    {
        var night = ServiceNight.Of();
        night.Ask(RequestKind.VoteGo, "go", "intern");
        night.Ask(RequestKind.VoteGo, "og", "commander");

        night.Drive();

        Assert.Equal(
            ["go: 'intern' has no vote at 'go'; commander, owner have", "og: the runbook has no gate 'og'; there are: go"],
            night.Events.OfType<RequestRefused>().Select(e => e.Why));
    }
}
