using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>When a vote counts, and for how long.</summary>
public sealed class VoteTests
{
    [Fact]
    public void A_vote_for_a_gate_that_does_not_ask_yet_is_refused_and_counts_at_no_later_time()
    {
        var night = ServiceNight.Of();
        night.On<StepIntended>(e => e.Step == "ready", () => night.Ask(RequestKind.VoteGo, "go", "commander"));
        night.World.Takes = 5.Seconds();
        night.Go("go", "owner");

        Assert.Equal(StepStatus.Waiting, night.Drive()[night.Plan["go"]].Status);

        Assert.Equal(
            "go: gate 'go' does not ask yet, because 'ready' is Intended; vote once it asks",
            night.Events.OfType<RequestRefused>().Single().Why);
        Assert.Equal(["owner"], night.Events.OfType<Voted>().Select(e => e.Role));
    }

    [Fact]
    public void A_vote_that_comes_as_the_gate_opens_is_heard_by_a_driver_who_waits_for_nobody()
    {
        var night = ServiceNight.Of();
        night.On<StepDone>(e => e.Step == "ready", () => night.Ask(RequestKind.VoteGo, "go", "commander"));
        night.On<StepWaiting>(e => e.Step == "go", () => night.Ask(RequestKind.VoteGo, "go", "owner"));

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Empty(night.Events.OfType<RequestRefused>());
    }

    [Fact]
    public void What_was_said_before_a_fact_was_gone_is_asked_anew()
    {
        var night = OnTheDisk();
        night.Go("go", "commander");
        night.Time.After(5.Minutes(), () => (night.World["disk"], night.World["wait"]) = ("full", "over"));
        night.Time.After(10.Minutes(), () => night.World["disk"] = "free");

        var end = night.Drive();

        Assert.Equal((StepStatus.Waiting, 0), (end[night.Plan["go"]].Status, end.Goes((GateStep)night.Plan["go"])));
        Assert.Equal(["step-waiting go", "voted go", "step-waiting go"], Told(night));
        Assert.Equal(
            "disk is full, not free; the votes at 'go' count no more", night.Events.OfType<FactStale>().Single(e => e.Step == "disk").Why);
        night.Go("go", "commander", "owner");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
    }

    [Fact]
    public void What_was_said_of_another_plan_is_asked_anew_also_where_no_driver_had_heard_it()
    {
        var night = new TestNight(Plan("1"));
        night.Go("go", "commander");
        night.Drive();
        night.Ask(RequestKind.VoteGo, "go", "owner", by: "bob");
        night.Plan = TestNight.Build(Plan("2"));
        night.Options = night.Options with { AcceptChanged = ["b"] };

        var end = night.Drive();

        Assert.Equal((StepStatus.Waiting, 0), (end[night.Plan["go"]].Status, end.Goes((GateStep)night.Plan["go"])));
        Assert.Equal(
            ("bob", "go: the plan has changed since; vote again once the gate asks"),
            night.Events.OfType<RequestRefused>().Select(e => (e.By, e.Why)).Single());
        Assert.Equal("", night.World["b"]);
        night.Go("go", "commander", "owner");
        Assert.Equal(Outcome.Completed, night.Drive().Outcome);

        static Action<RunbookBuilder> Plan(string b) => plan =>
            plan.Prepare("b", new Set("b", b)).After(plan.Gate(Phase.Prepare, "go", Role.Commander, TestNight.Owner));
    }

    /// <summary>A gate and another step lean on a fact; the other step finds that it is gone, while one of two has said go.</summary>
    private static TestNight OnTheDisk()
    {
        var night = new TestNight(plan =>
        {
            var disk = plan.Prepare("disk", new Check("disk", "free")).Expires(1.Minutes()).Within(1.Hours());
            var wait = plan.Prepare("wait", new Check("wait", "over")).Within(1.Hours());
            plan.Prepare("other", new Set("other", "1")).After(disk, wait);
            plan.Gate(Phase.Prepare, "go", Role.Commander, TestNight.Owner).After(disk);
        });
        night.World["disk"] = "free";
        return night;
    }

    private static IEnumerable<string> Told(TestNight night) => night.Events.Select(Transcript.Line)
        .Where(line => line.StartsWith("step-waiting go", StringComparison.Ordinal) || line.StartsWith("voted", StringComparison.Ordinal))
        .Select(line => line.StartsWith("voted", StringComparison.Ordinal) ? "voted go" : "step-waiting go");
}
