using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>People may take their time at the last gate: what they open on is a fence that stands then.</summary>
public sealed class FenceFactTests
{
    [Fact]
    public void A_fence_that_fell_while_people_thought_is_raised_again_and_all_behind_it_done_anew_before_anything_opens()
    {
        var night = LateWord();
        night.Time.After(10.Minutes(), () => night.World["old"] = "writable");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["same", "copy", "fence"], night.Events.OfType<FactStale>().Select(e => e.Step));
        Assert.Equal(["do fence", "do copy", "do fence", "do flip", "do open"], night.World.Log);
    }

    [Fact]
    public void Writes_that_came_and_went_between_two_looks_at_a_fence_cross_before_anything_opens()
    {
        var night = LateWord();
        night.Time.After(10.Minutes(), () => night.World["old"] = "fenced, and written to");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Contains(night.Events.OfType<FactStale>(), e => e.Step == "fence" && e.Why == "somebody wrote");
        Assert.Equal(["do fence", "do copy", "do copy", "do flip", "do open"], night.World.Log);
        Assert.Equal("fenced, and written to", night.World["data"]);
    }

    [Fact]
    public void A_fence_that_stands_is_proved_once_for_all_that_opens()
    {
        var night = LateWord();

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("fence", Assert.Single(night.Events.OfType<FactProved>()).Step);
        Assert.Equal(["do fence", "do copy", "do flip", "do open"], night.World.Log);
    }

    [Fact]
    public void Where_the_word_comes_at_once_the_fence_is_not_asked_again()
    {
        var night = LateWord(0.Minutes());

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.DoesNotContain(night.Events, e => e is FactProved or FactStale);
    }

    [Fact]
    public void A_fence_that_the_night_touches_for_a_moment_after_the_opening_is_looked_at_again_when_another_driver_asks()
    {
        var night = DiedBehindTheOpening();
        night.World["old"] = "half fenced";
        night.Time.After(5.Seconds(), () => night.World["old"] = "fenced");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.DoesNotContain(night.Events, e => e is StepHeld or FactStale);
    }

    [Theory]
    [InlineData("half fenced", 60)]
    [InlineData("writable", 0)]
    public void A_fence_that_stays_half_or_is_gone_after_the_opening_asks_a_person(string old, int seconds)
    {
        var night = DiedBehindTheOpening();
        night.World["old"] = old;
        var from = night.Time.GetUtcNow();

        var end = night.Drive();

        Assert.EndsWith("and the new side behind it has opened", end[night.Plan["point"]].Why, StringComparison.Ordinal);
        Assert.InRange((night.Time.GetUtcNow() - from).TotalSeconds, seconds, seconds + 2);
    }

    /// <summary>Mail has still to be pointed to the new side, which is open already.</summary>
    private static TestNight DiedBehindTheOpening()
    {
        var night = new TestNight(plan =>
        {
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander);
            var fence = plan.Freeze("fence", new Fence("old", 2.Hours())).After(go).Within(1.Minutes());
            var same = plan.Prove("same", new Check("proof", "same")).After(fence).Within(1.Minutes());
            var flip = plan.Switch("flip", new Set("dns", "new")).After(same).Within(1.Minutes());
            plan.Switch("point", new Set("mail", "new")).After(flip).Within(1.Minutes());
            plan.Open("open", new Opening("new")).After(flip).Within(1.Minutes()).Seals(fence).Stays("nobody writes");
        });
        night.Options = night.Options with { OnFailure = OnFailure.Ask };
        (night.World["old"], night.World["proof"]) = ("writable", "same");
        night.World.Breaks("do", "point", Fault.Hang);
        night.Go("go", "commander");
        night.On<StepDone>(e => e.Step == "open", night.Interrupt);
        night.Drive();
        return night;
    }

    private static TestNight LateWord(TimeSpan? after = null)
    {
        var night = new TestNight(plan =>
        {
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander);
            var fence = plan.Freeze("fence", new CountingFence("old", 2.Hours())).After(go).Within(1.Minutes());
            var copy = plan.Transfer("copy", new Copy("data", fence)).Within(1.Minutes());
            var same = plan.Prove("same", new Check("proof", "same")).After(copy).Within(1.Minutes());
            var sure = plan.Gate(Phase.Switch, "sure", Role.Commander).After(same).Within(1.Hours());
            var flip = plan.Switch("flip", new Set("dns", "new")).After(sure).Within(1.Minutes());
            plan.Open("open", new Opening("new")).After(sure, flip).Within(1.Minutes()).Seals(fence).Stays("nobody writes");
        });
        night.Options = night.Options with { Unattended = false };
        (night.World["old"], night.World["proof"]) = ("writable", "same");
        night.Go("go", "commander");
        if (after is { Ticks: 0 })
            night.Go("sure", "commander");
        else
            night.Time.After(20.Minutes(), () => night.Go("sure", "commander"));
        return night;
    }

    /// <summary>A fence that knows how much was written, as a database does.</summary>
    private sealed record CountingFence(string Key, TimeSpan Budget) : IReversible<string>, IFence
    {
        public string Verb => $"fence {Key}";

        public ValueTask<Finding<string>> ProbeAsync(StepContext context, CancellationToken cancellation)
        {
            var now = context.At(World.Place)[Key];
            return new(now.StartsWith("fenced", StringComparison.Ordinal)
                ? Finding.Done(now, $"{Key} is {now}")
                : Finding.NotDone(now, $"{Key} is {now}"));
        }

        public ValueTask DoAsync(StepContext context, string before, CancellationToken cancellation) =>
            context.At(World.Place).ChangeAsync("do", context, Key, "fenced", cancellation);

        public ValueTask UndoAsync(StepContext context, string before, CancellationToken cancellation) =>
            context.At(World.Place).ChangeAsync("undo", context, Key, before, cancellation);

        public string? Breach(object proved, object now) => Equals(proved, now) ? null : "somebody wrote";
    }
}
