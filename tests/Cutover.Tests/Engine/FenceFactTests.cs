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
