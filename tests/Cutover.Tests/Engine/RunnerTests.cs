using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>The way forward: order, limits, findings, retries, deadlines.</summary>
public sealed class RunnerTests
{
    [Fact]
    public void Independent_steps_run_together_and_dependent_ones_after_them()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1"));
            var b = plan.Prepare("b", new Set("b", "1"));
            plan.Prepare("c", new Set("c", "1")).After(a, b);
        });

        var end = night.Drive();

        Assert.Equal(Outcome.Completed, end.Outcome);
        Assert.Equal(["do a", "do b", "do c"], night.World.Log);
        Assert.Equal(2, night.World.MostAtOnce);
        Assert.Equal("a=1 b=1 c=1", night.World.All);
        Assert.Equal(2.Seconds(), night.Time.GetUtcNow() - night.Entries[0].At);
    }

    [Fact]
    public void Under_a_limit_of_two_no_more_than_two_run_at_once()
    {
        var disk = new Limit("disk", 2);
        var night = new TestNight(plan =>
        {
            for (var i = 0; i < 7; i++)
                plan.Prepare($"s{i}", new Set($"k{i}", "1")).Under(disk);
        });

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(2, night.World.MostAtOnce);
        Assert.Equal(4.Seconds(), night.Time.GetUtcNow() - night.Entries[0].At);
    }

    [Fact]
    public void A_check_that_waits_keeps_nobody_from_what_it_shares_with_them()
    {
        var looks = new Limit("looks", 1);
        var night = new TestNight(plan =>
        {
            plan.Prepare("wrong", new Check("wrong", "right")).Under(looks).Within(1.Hours());
            plan.Prepare("wrong-too", new Check("wrong too", "right")).Under(looks).Within(1.Hours());
            plan.Prepare("later", new Set("later", "1")).Under(looks).Within(1.Minutes());
        });
        night.Time.After(10.Minutes(), () => (night.World["wrong"], night.World["wrong too"]) = ("right", "right"));

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["step-waiting wrong", "step-waiting wrong-too", "step-intended later", "step-done later"],
            night.About("wrong", "wrong-too", "later").Take(4).OrderBy(line => line.Contains("later", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_so_already_is_not_done_and_not_undone()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Set("a", "1"));
            plan.Prepare("b", new Check("b", "1")).After(a).Within(5.Seconds());
        });
        night.World["a"] = "1";
        night.Options = night.Options with { OnFailure = OnFailure.TurnBack };

        Assert.Equal(Outcome.Aborted, night.Drive().Outcome);
        Assert.Empty(night.World.Log);
        Assert.Equal("a=1", night.World.All);
    }

    [Fact]
    public void A_step_reads_what_another_saw()
    {
        var night = new TestNight(plan =>
        {
            var a = plan.Prepare("a", new Check("a", "7"));
            plan.Prepare("b", new Copy("b", a));
        });
        night.Time.After(3.Seconds(), () => night.World["a"] = "7");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("a=7 b=7", night.World.All);
    }

    [Theory]
    [InlineData(nameof(Fault.Unknown))]
    [InlineData(nameof(Fault.Throw))]
    public void A_probe_that_cannot_tell_is_waited_for_and_never_acted_on(string fault)
    {
        var unknown = Enum.Parse<Fault>(fault);
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")));
        night.World.Breaks("probe", "a", unknown, unknown, unknown);

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["run-started", "driver-took", "step-waiting", "step-intended", "step-done", "run-ended"], night.Kinds());
    }

    [Fact]
    public void A_probe_that_never_answers_is_unknown_until_the_deadline_and_then_asks()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")).Within(30.Seconds()));
        night.World.Breaks("probe", "a", Fault.Hang, Fault.Hang, Fault.Hang);

        var end = night.Drive();

        Assert.Equal(StepStatus.Held, end[night.Plan["a"]].Status);
        Assert.Contains("not so after 30 s: it cannot be told", end[night.Plan["a"]].Why, StringComparison.Ordinal);
        Assert.Empty(night.World.Log);
    }

    [Fact]
    public void An_effect_that_landed_and_then_threw_is_done()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")));
        night.World.Breaks("do", "a", Fault.LandAndThrow);

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["do a"], night.World.Log);
        Assert.DoesNotContain(night.Events, e => e is AttemptFailed);
    }

    [Fact]
    public void An_effect_that_fails_is_tried_again_after_a_pause_from_where_it_stopped()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")).Retry(2, 20.Seconds()));
        night.World.Breaks("do", "a", Fault.Throw, Fault.HalfAndThrow);

        var end = night.Drive();

        Assert.Equal(Outcome.Completed, end.Outcome);
        Assert.Equal(3, end[night.Plan["a"]].Attempts);
        Assert.Equal("\"\"", end[night.Plan["a"]].Before!.Value.GetRawText());
        Assert.InRange(night.Time.GetUtcNow() - night.Entries[0].At, 42.Seconds(), 43.Seconds());
        Assert.Equal(
            ["the wire was cut (seen after: a is empty, not 1)", "the wire was cut (seen after: a is half 1)"],
            night.Events.OfType<AttemptFailed>().Select(e => e.Why));
    }

    [Fact]
    public void An_attempt_that_takes_too_long_is_stopped_and_another_follows()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")).Timeout(5.Seconds()).Retry(1, 1.Seconds()));
        night.World.Breaks("do", "a", Fault.Hang);

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Contains("it took longer than 5 s and was stopped", night.Events.OfType<AttemptFailed>().Single().Why,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_effect_that_returns_without_having_changed_anything_is_not_believed()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")).Timeout(5.Seconds()).Retry(1, 1.Seconds()));
        night.World.Breaks("do", "a", Fault.Nothing);

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("after it was done: a is empty, not 1", night.Events.OfType<AttemptFailed>().Single().Why);
    }

    [Fact]
    public void A_deaf_effect_is_left_behind_after_the_grace_and_the_run_says_so()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")).Timeout(5.Seconds()).Retry(3, 1.Seconds()));
        night.World.Breaks("do", "a", Fault.Deaf);

        var end = night.Drive();

        Assert.Equal(StepStatus.Held, end[night.Plan["a"]].Status);
        Assert.Contains("did not stop within 15 s of being told to and may still be acting", end[night.Plan["a"]].Why,
            StringComparison.Ordinal);
        Assert.Equal(["do a"], night.World.Log);
    }

    [Fact]
    public void A_retry_beside_a_deaf_effect_that_may_still_act_is_held_again()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")).Timeout(5.Seconds()));
        night.World.Breaks("do", "a", Fault.Deaf);
        night.On<StepHeld>(() => night.Ask(RequestKind.Retry, "a"));
        night.Options = night.Options with { Unattended = false };
        night.On<StepRetried>(() => night.On<StepHeld>(night.Interrupt));

        var end = night.Drive();

        Assert.Equal(StepStatus.Held, end[night.Plan["a"]].Status);
        Assert.Equal(["do a"], night.World.Log);
        Assert.Equal(Outcome.Completed, Retried(night).Outcome);

        static RunState Retried(TestNight night)
        {
            night.Ask(RequestKind.Retry, "a");
            return night.Drive();
        }
    }

    [Fact]
    public void A_check_that_comes_true_late_is_looked_at_until_its_deadline()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Check("a", "1")).Within(1.Hours()).Poll(10.Seconds()));
        night.Time.After(50.Minutes(), () => night.World["a"] = "1");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.InRange(night.Time.GetUtcNow() - night.Entries[0].At, 50.Minutes(), 50.Minutes() + 10.Seconds());
    }

    [Fact]
    public void At_the_deadline_a_last_look_is_taken_with_time_to_see()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Check("a", "1")).Within(10.Seconds()).Poll(1.Minutes()));
        night.Time.After(9900.Milliseconds(), () => night.World["a"] = "1");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
    }

    [Fact]
    public void A_four_hour_night_takes_no_time()
    {
        var night = new TestNight(plan =>
        {
            Step? last = null;
            for (var i = 0; i < 24; i++)
                last = plan.Prepare($"s{i}", new Set($"k{i}", "1")).After(last is null ? [] : [last]).Within(20.Minutes());
        });
        night.World.Takes = 10.Minutes();

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(4.Hours(), night.Time.GetUtcNow() - night.Entries[0].At);
    }

    [Fact]
    public void A_watcher_that_throws_does_not_stop_the_night()
    {
        var night = new TestNight(plan => plan.Prepare("a", new Set("a", "1")));
        night.On<StepIntended>(() => throw new IOException("the terminal went away"));

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
    }
}
