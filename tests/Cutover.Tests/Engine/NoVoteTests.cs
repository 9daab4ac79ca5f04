using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>One no, and what it takes with it.</summary>
public sealed class NoVoteTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Once_anything_has_opened_a_no_says_why_or_is_refused(string why)
    {
        var night = ServiceNight.Of(Kept);
        night.Go("go", "commander", "owner");
        night.On<StepWaiting>(e => e.Step == "keep", () => night.Ask(RequestKind.VoteNo, "keep", "owner", text: why));

        Assert.Equal(RunStatus.Forward, night.Drive().Status);

        Assert.Equal(
            "keep: something has opened, and a no would turn the whole night back: say why, with --reason",
            night.Events.OfType<RequestRefused>().Single().Why);
        night.Ask(RequestKind.VoteNo, "keep", "owner", text: "users complain");
        Assert.Equal((Outcome.TurnedBack, "owner said no at gate 'keep': users complain"), End(night.Drive()));

        static (Outcome? Outcome, string Why) End(RunState end) => (end.Outcome, end.Why);
    }

    [Fact]
    public void A_gate_says_what_a_no_does()
    {
        var night = ServiceNight.Of(Kept);
        night.Go("go", "commander", "owner");
        night.Drive();

        Assert.Equal(
            [
                "needs go from 2 of commander, owner; a no turns the whole night back",
                "needs go from 1 of owner; a no turns the whole night back, and what has opened with it",
            ],
            night.Events.OfType<StepWaiting>().Where(e => night.Plan[e.Step].IsGate).Select(e => e.Why));
    }

    /// <summary>A night with a decision after its opening.</summary>
    private static void Kept(RunbookBuilder plan)
    {
        var go = plan.Gate(Phase.Prepare, "go", Role.Commander, TestNight.Owner);
        var fence = plan.Freeze("fence", new Fence("old", 10.Minutes())).After(go).Within(1.Minutes());
        var same = plan.Prove("same", new Check("proof", "same")).After(fence).Within(1.Minutes());
        var open = plan.Open("open", new Opening("new")).After(same).Within(1.Minutes()).Seals(fence).Stays("nobody writes");
        plan.Gate(Phase.Settle, "keep", TestNight.Owner).After(open);
    }
}
