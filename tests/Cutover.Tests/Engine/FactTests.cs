using Cutover.Engine;
using static Cutover.Engine.RunEvent;
using static Cutover.Tests.Act;

namespace Cutover.Tests;

/// <summary>Findings that expire, and what stands on them.</summary>
public sealed class FactTests
{
    [Fact]
    public void A_fact_older_than_its_expiry_is_proved_again_before_a_step_leans_on_it()
    {
        var night = new TestNight(plan =>
        {
            var disk = plan.Prepare("disk", new Check("disk", "free")).Expires(1.Minutes());
            var wait = plan.Prepare("wait", new Check("wait", "over"));
            plan.Prepare("early", new Set("early", "1")).After(disk);
            plan.Prepare("late", new Set("late", "1")).After(disk, wait);
        });
        night.World["disk"] = "free";
        night.Time.After(5.Minutes(), () => night.World["wait"] = "over");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["step-done disk", "fact-proved disk", "step-intended late"], night.About("disk", "late")
            .Where(line => !line.StartsWith("step-done late", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_fact_that_no_longer_holds_is_waited_for_with_all_that_was_built_on_it()
    {
        var night = new TestNight(plan =>
        {
            var disk = plan.Prepare("disk", new Check("disk", "free")).Expires(1.Minutes());
            var built = plan.Prepare("built", new Set("built", "1")).After(disk);
            var wait = plan.Prepare("wait", new Check("wait", "over"));
            plan.Prepare("late", new Set("late", "1")).After(disk, built, wait);
        });
        night.World["disk"] = "free";
        night.Time.After(4.Minutes(), () => night.World["disk"] = "full");
        night.Time.After(5.Minutes(), () => night.World["wait"] = "over");
        night.Time.After(6.Minutes(), () => night.World["disk"] = "free");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(
            ["fact-stale built", "fact-stale disk", "step-waiting disk", "step-done disk", "step-done built", "step-intended late",
                "step-done late"],
            night.About("disk", "built", "late").SkipWhile(line => line != "fact-stale built"));
        Assert.Equal(["do built", "do late"], night.World.Log);
    }

    [Fact]
    public void A_fact_that_holds_proves_itself_once_for_all_who_wait_for_it()
    {
        var night = new TestNight(plan =>
        {
            var disk = plan.Prepare("disk", new Check("disk", "free")).Expires(1.Minutes());
            var wait = plan.Prepare("wait", new Check("wait", "over"));
            for (var i = 0; i < 5; i++)
                plan.Prepare($"late{i}", new Set($"late{i}", "1")).After(disk, wait);
        });
        night.World["disk"] = "free";
        night.Time.After(5.Minutes(), () => night.World["wait"] = "over");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Single(night.Events.OfType<FactProved>());
    }

    [Fact]
    public void What_people_said_go_on_is_proved_again_before_the_first_step_behind_their_gate()
    {
        var night = LateGo();

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(
            ["step-done keys", "step-waiting go", "voted go", "step-done go", "fact-proved keys", "step-intended stop", "step-done stop"],
            night.About("keys", "go", "stop"));
        Assert.Single(night.Events.OfType<FactProved>());
    }

    [Fact]
    public void What_people_said_go_on_and_is_gone_keeps_everything_behind_their_gate_until_it_is_so_again()
    {
        var night = LateGo();
        night.Time.After(1.Hours(), () => night.World["keys"] = "revoked");
        night.Time.After(2.Hours() + 5.Minutes(), () => night.World["keys"] = "good");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(
            ["step-done go", "fact-stale keys", "step-waiting keys", "step-done keys", "step-intended stop", "step-done stop"],
            night.About("keys", "go", "stop").SkipWhile(line => line != "step-done go"));
        Assert.Equal(["do stop", "do hold"], night.World.Log.Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void A_fact_that_is_slow_to_prove_takes_nothing_from_the_time_of_the_step_that_leans_on_it()
    {
        var night = LateGo();
        night.World.Breaks("probe", "keys", [Fault.None, .. Enumerable.Repeat(Fault.Unknown, 300)]);

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        var (go, stop) = (At(night, "step-done go"), At(night, "step-intended stop"));
        Assert.True(stop - go > 1.Minutes(), $"The proof took {stop - go}, which is not long enough to matter.");
        Assert.Empty(night.Events.OfType<AttemptFailed>());
    }

    [Fact]
    public void Once_the_first_step_behind_a_gate_was_begun_what_was_so_before_the_night_is_not_asked_any_more()
    {
        var night = new TestNight(plan =>
        {
            var keys = plan.Prepare("keys", new Check("keys", "good")).Expires(1.Hours());
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander).After(keys);
            plan.Prepare("stop", new Set("stop", "1")).After(go);
            var wait = plan.Prepare("wait", new Check("wait", "over")).Within(3.Hours());
            plan.Prepare("late", new Set("late", "1")).After(go, wait);
        });
        night.World["keys"] = "good";
        night.Go("go", "commander");
        night.Time.After(10.Minutes(), () => night.World["keys"] = "turned with the night");
        night.Time.After(2.Hours(), () => night.World["wait"] = "over");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.DoesNotContain(night.Events, e => e is FactProved or FactStale);
    }

    [Theory]
    [InlineData("copy")]
    [InlineData("same")]
    public void A_fence_is_proved_again_by_the_next_driver_before_anything_behind_it_goes_on(string after)
    {
        var night = ServiceNight.Of();
        night.Go("go", "commander", "owner");
        night.On<StepDone>(e => e.Step == after, night.Interrupt);
        night.Drive();

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal("fence", Assert.Single(night.Events.OfType<FactProved>()).Step);
    }

    [Fact]
    public void A_fence_that_fell_while_nobody_drove_is_raised_again_and_all_behind_it_looked_at_anew()
    {
        var night = ServiceNight.Of();
        night.Go("go", "commander", "owner");
        night.On<StepDone>(e => e.Step == "same", night.Interrupt);
        night.Drive();
        night.World["old"] = "writable";

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["same", "copy", "fence"], night.Events.OfType<FactStale>().Select(e => e.Step));
        Assert.Equal(["do fence", "do flip", "do open", "do tidy"], night.World.Log.Skip(3));
        Assert.Equal("data=fenced dns=new new=open old=fenced proof=same replica=on tidy=yes", night.World.All);
    }

    [Fact]
    public void A_fence_that_fell_is_raised_again_also_for_a_step_behind_a_gate()
    {
        var night = ServiceNight.Of(plan =>
        {
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander);
            var fence = plan.Freeze("fence", new Fence("old", 1.Hours())).After(go).Within(1.Minutes());
            var same = plan.Prove("same", new Check("proof", "same")).After(fence).Within(1.Minutes());
            var sure = plan.Gate(Phase.Switch, "sure", Role.Commander).After(same).Within(1.Hours());
            var flip = plan.Switch("flip", new Set("dns", "new")).After(sure).Within(1.Minutes());
            plan.Open("open", new Opening("new")).After(flip).Within(1.Minutes()).Seals(fence).Stays("nobody writes");
        });
        night.Go("go", "commander");
        night.Drive();
        night.World["old"] = "writable";
        night.Go("sure", "commander");

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.Equal(["do fence", "do fence", "do flip", "do open"], night.World.Log);
    }

    [Fact]
    public void After_Open_the_old_sides_fence_is_not_asked_any_more()
    {
        var night = ServiceNight.Of();
        night.Go("go", "commander", "owner");
        night.On<StepDone>(e => e.Step == "open", night.Interrupt);
        night.Drive();
        night.World["old"] = "gone";

        Assert.Equal(Outcome.Completed, night.Drive().Outcome);
        Assert.DoesNotContain(night.Events, e => e is FactProved or FactStale);
    }

    [Fact]
    public void A_fence_that_fell_while_the_opening_was_in_doubt_asks_a_person()
    {
        var night = ServiceNight.Of();
        night.Options = night.Options with { OnFailure = OnFailure.Ask };
        night.Go("go", "commander", "owner");
        night.On<StepIntended>(e => e.Step == "open", night.Interrupt);
        night.Drive();
        night.World["old"] = "writable";

        var end = night.Drive();

        Assert.Equal("'fence' no longer holds (old is writable, not fenced), and the new side behind it has opened",
            end[night.Plan["open"]].Why);
        Assert.NotEqual("open", night.World["new"]);
    }

    private static DateTimeOffset At(TestNight night, string line) =>
        night.Entries.First(entry => Tests.Transcript.Line(entry.Event).StartsWith(line, StringComparison.Ordinal)).At;

    /// <summary>The keys were tried when everything was prepared; the word comes two hours later.</summary>
    private static TestNight LateGo()
    {
        var night = new TestNight(plan =>
        {
            var keys = plan.Prepare("keys", new Check("keys", "good")).Expires(1.Hours());
            var go = plan.Gate(Phase.Prepare, "go", Role.Commander).After(keys);
            plan.Prepare("stop", new Set("stop", "1")).After(go).Within(30.Seconds());
            plan.Prepare("hold", new Set("hold", "1")).After(go).Within(30.Seconds());
        });
        night.Options = night.Options with { Unattended = false };
        night.World["keys"] = "good";
        night.Time.After(2.Hours(), () => night.Go("go", "commander"));
        return night;
    }
}
