using Cutover.Engine;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>Each rule of a plan, broken once.</summary>
public sealed class PlanRuleTests
{
    private static readonly TimeSpan Minute = 1.Minutes();

    [Fact]
    public void A_whole_night_keeps_every_rule() => Assert.Equal(7, TestNight.Build(ServiceNight.OneService).Steps.Length - 1);

    [Fact]
    public void Names()
    {
        Breaks("name", "Old Fence", plan => plan.Prepare("Old Fence", new Check("a", "1")));
        Breaks("unique-name", "a", plan =>
        {
            plan.Prepare("a", new Check("a", "1"));
            plan.Prepare("a", new Check("b", "1"));
        });
        var broken = Assert.Throws<RunbookInvalidException>(() => new RunbookBuilder("The Night", TimeSpan.Zero).Build()).Broken;
        Assert.Equal(["name", "window", "not-empty"], broken.Select(rule => rule.Rule));
    }

    [Fact]
    public void A_step_of_another_plan_is_named_with_those_that_exist()
    {
        var other = new RunbookBuilder("other", 1.Hours()).Prepare("elsewhere", new Check("a", "1"));
        Assert.Equal("it refers to 'elsewhere', which is not a step of this runbook; there are: b, c.", Breaks("one-plan", "c", plan =>
        {
            plan.Prepare("b", new Check("b", "1"));
            plan.Prepare("c", new Check("c", "1")).After(other);
        }));
    }

    [Fact]
    public void A_loop_is_printed_in_the_order_of_its_edges()
    {
        Assert.Equal("the steps wait for each other: a needs c needs b needs a. Remove one of these edges.", Breaks("no-loop", "a", plan =>
        {
            var a = plan.Prepare("a", new Check("a", "1"));
            var b = plan.Prepare("b", new Check("b", "1")).After(a);
            var c = plan.Prepare("c", new Check("c", "1")).After(b);
            a.After(c);
            plan.Prepare("d", new Check("d", "1")).After(c);
        }));
    }

    [Fact]
    public void Phases_go_forward() => Breaks("phase-order", "early", plan =>
    {
        var late = plan.Settle("late", new Check("a", "1"));
        plan.Prepare("early", new Check("b", "1")).After(late);
    });

    [Fact]
    public void The_two_ways_do_not_need_each_other()
    {
        Breaks("one-way", "a", plan =>
        {
            var begun = plan.Prepare("begun", new Set("b", "1"));
            plan.Prepare("a", new Check("a", "1")).After(plan.Back(Phase.Prepare, "back", new Check("a", "1")).IfBegun(begun));
        });
        Breaks("one-way", "a", plan =>
        {
            var begun = plan.Prepare("begun", new Set("b", "1"));
            var back = plan.Back(Phase.Prepare, "back", new Check("a", "1")).IfBegun(begun);
            plan.Prepare("a", new Copy("c", back));
        });
        Breaks("one-way", "a", plan => plan.Prepare("a", new Set("a", "1")).IfBegun(plan.Prepare("b", new Set("b", "1"))));
        Breaks("one-way", "back", plan =>
            plan.Back(Phase.Prepare, "back", new Check("a", "1")).IfBegun(plan.Prepare("b", new Set("b", "1"))).PointOfNoReturn());
        Breaks("one-way", "back2", plan =>
        {
            var back = plan.Back(Phase.Prepare, "back", new Set("a", "1")).IfBegun(plan.Prepare("b", new Set("b", "1")));
            plan.Back(Phase.Prepare, "back2", new Check("a", "1")).IfBegun(back);
        });
    }

    [Fact]
    public void Terms()
    {
        Breaks("deadline", "a", plan => plan.Prepare("a", new Check("a", "1")).Within(TimeSpan.Zero));
        Breaks("deadline", "a", plan => plan.Prepare("a", new Check("a", "1")).Within(Minute).Timeout(2.Minutes()));
        Breaks("deadline", "a", plan => plan.Prove("a", new Check("a", "1")).Within(5.Hours()));
        Breaks("retries", "a", plan => plan.Prepare("a", new Check("a", "1")).Retry(-1, Minute));
        Breaks("limit", "a", plan => plan.Prepare("a", new Check("a", "1")).Under(new Limit("disk", 0)));
    }

    [Fact]
    public void Gates()
    {
        Breaks("gate", "go", plan => plan.Gate(Phase.Prepare, "go"));
        Breaks("gate", "go", plan => plan.Gate(Phase.Prepare, "go", Role.Commander).AtLeast(2));
        Breaks("gate", "go", plan => plan.Gate(Phase.Prepare, "go", Role.Commander).AtLeast(0));
    }

    [Fact]
    public void Effects_hold_plain_data_only() =>
        Breaks("plain-data", "a", plan => plan.Prepare("a", new Strange(() => { })));

    [Fact]
    public void Fences()
    {
        Breaks("fence-budget", "fence", plan => Fenced(plan, TimeSpan.Zero));
        Breaks("fence-budget", "fence", plan => Fenced(plan, 5.Hours()));
        Breaks("fence-sealed", "fence", plan => plan.Freeze("fence", new Fence("old", Minute)).After(Go(plan)).Within(Minute));
        Breaks("fence-sealed", "seal", plan => plan.Prove("seal", new Check("a", "1")).Within(Minute)
            .Seals(plan.Prepare("a", new Set("a", "1"))));
        Breaks("fence-sealed", "seal", plan =>
        {
            var fence = plan.Freeze("fence", new Fence("old", Minute)).After(Go(plan)).Within(Minute);
            plan.Settle("seal", new Check("a", "1")).Within(Minute).Seals(fence);
        });
        Breaks("fence-lifted", "fence", plan => plan.Freeze("fence", new StuckFence("old")).After(Go(plan)).Within(Minute)
            .PointOfNoReturn());
    }

    [Fact]
    public void Under_a_fence_every_step_has_a_deadline_of_its_own() => Breaks("deadline-under-fence", "copy", plan =>
    {
        var fence = Fenced(plan, Minute);
        plan.Transfer("copy", new Set("data", "1")).After(fence);
    });

    [Fact]
    public void A_new_side_opens_in_its_phase_after_a_proof_and_behind_a_fence()
    {
        var early = Breaks(plan => plan.Switch("open", new Opening("new")).After(Go(plan)));
        Assert.Equal(3, early.Count(rule => rule is { Rule: "opened-early", Step: "open" }));
    }

    [Fact]
    public void Nothing_acts_in_the_outage_before_people_have_said_go() =>
        Breaks("go-first", "flip", plan => plan.Switch("flip", new Set("dns", "new")));

    [Fact]
    public void A_place_has_one_kind_of_address() =>
        Breaks("unique-place", "", plan =>
        {
            plan.Prepare("a", new At<string>(new Place<string>("disk")));
            plan.Prepare("b", new At<int>(new Place<int>("disk")));
        });

    [Fact]
    public void What_the_new_side_was_given_to_write_is_carried_home()
    {
        Breaks("way-back", "open", plan => Opened(plan));
        TestNight.Build(plan => Opened(plan).Stays("nobody writes there"));
        TestNight.Build(plan => plan.Back(Phase.Transfer, "drain", new Set("drained", "1")).IfBegun(Opened(plan)));

        static Step<string> Opened(RunbookBuilder plan)
        {
            var fence = plan.Freeze("fence", new Fence("old", Minute)).After(Go(plan)).Within(Minute);
            var proof = plan.Prove("proof", new Check("a", "1")).After(fence).Within(Minute);
            return plan.Open("open", new Opening("new")).After(proof).Seals(fence).Within(Minute);
        }
    }

    [Fact]
    public void Everything_has_a_way_back()
    {
        Breaks("way-back", "push", plan => plan.Prepare("push", new Push("a", "1")));
        Breaks("way-back", "back", plan => plan.Back(Phase.Prepare, "back", new Check("a", "1")));
        Breaks("way-back", "back", plan =>
        {
            var push = plan.Prepare("push", new Push("a", "1"));
            plan.Back(Phase.Prepare, "back", new Check("a", "1")).IfBegun(push).BeforeUndoOf(push);
        });
        TestNight.Build(plan => plan.Prepare("push", new Push("a", "1")).Stays("it does no harm"));
        TestNight.Build(plan => plan.Prepare("push", new Push("a", "1")).PointOfNoReturn());
    }

    [Fact]
    public void The_way_back_has_no_loop()
    {
        Assert.Contains("undo of a", Breaks("way-back-loop", "a", plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1"));
            plan.Back(Phase.Prepare, "back", new Check("a", "1")).IfBegun(a).BeforeUndoOf(a).AfterUndoOf(a);
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var broken = Assert.Throws<RunbookInvalidException>(() => TestNight.Build(plan =>
        {
            plan.Prepare("Bad Name", new Check("a", "1")).Within(TimeSpan.Zero).Retry(-1, Minute);
            plan.Gate(Phase.Prepare, "go");
            plan.Freeze("fence", new Fence("old", 5.Hours()));
            plan.Prepare("push", new Push("a", "1"));
        }));
        Assert.Equal(
            ["name", "deadline", "retries", "gate", "fence-budget", "fence-sealed", "deadline-under-fence", "go-first", "way-back"],
            broken.Broken.Select(rule => rule.Rule));
        Assert.StartsWith("The runbook 'night' breaks 9 rules:", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_built_plan_can_no_longer_be_changed()
    {
        Step<string>? step = null;
        TestNight.Build(plan => step = plan.Prepare("a", new Check("a", "1")));
        Assert.Throws<InvalidOperationException>(() => step!.Within(Minute));
    }

    private static GateStep Go(RunbookBuilder plan) => plan.Gate(Phase.Prepare, "go", Role.Commander);

    private static Step<string> Fenced(RunbookBuilder plan, TimeSpan budget)
    {
        var fence = plan.Freeze("fence", new Fence("old", budget)).After(Go(plan)).Within(Minute);
        plan.Settle("seal", new Check("a", "1")).After(fence).Within(Minute).Seals(fence);
        return fence;
    }

    private static IReadOnlyList<BrokenRule> Breaks(Action<RunbookBuilder> plan) =>
        Assert.Throws<RunbookInvalidException>(() => TestNight.Build(plan)).Broken;

    private static string Breaks(string rule, string step, Action<RunbookBuilder> plan) =>
        Assert.Single(Breaks(plan), broken => broken.Rule == rule && broken.Step == step).Sentence;

    private sealed record Strange(Action Callback) : Look("a")
    {
        public override string Verb => "do something";

        protected override string Want(StepContext context) => "";
    }

    private sealed record At<TAddress>(Place<TAddress> Place) : Look("a")
        where TAddress : notnull
    {
        public override string Verb => $"look at {Place}";

        protected override string Want(StepContext context) => "";
    }

    private sealed record StuckFence(string Key) : Look(Key), IEffect<string>, IFence
    {
        public override string Verb => "fence for good";

        public TimeSpan Budget => Minute;

        public ValueTask DoAsync(StepContext context, string before, CancellationToken cancellation) => ValueTask.CompletedTask;

        protected override string Want(StepContext context) => "fenced";
    }
}
