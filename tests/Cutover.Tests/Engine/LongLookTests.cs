using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>A proof that is quick as a rule and slow for a good reason.</summary>
public sealed class LongLookTests
{
    [Fact]
    public void A_look_may_outlast_the_deadline_where_the_author_says_so()
    {
        Assert.Equal(Outcome.Completed, Night(step => step.Looks(10.Minutes())).Drive().Outcome);
        Assert.NotEqual(Outcome.Completed, Night(step => step).Drive().Outcome);
    }

    [Fact]
    public void What_is_not_so_after_a_long_look_is_held_then_and_not_looked_at_for_ever()
    {
        var night = Night(step => step.Looks(10.Minutes()));
        night.World["rows"] = "others";

        var end = night.Drive();

        Assert.Equal(StepStatus.Held, end[night.Plan["same"]].Status);
        Assert.Contains("rows is others", end[night.Plan["same"]].Why, StringComparison.Ordinal);
        Assert.InRange(night.Time.GetUtcNow() - night.Entries[0].At, 1.Minutes(), 3.Minutes());
    }

    private static TestNight Night(Func<Step, Step> looks)
    {
        var night = new TestNight(plan => looks(plan.Prepare("same", new SlowCheck("rows", "same")).Within(20.Seconds())));
        night.World["rows"] = "same";
        return night;
    }

    private sealed record SlowCheck(string Key, string Is) : IProbe<string>
    {
        public string Verb => $"compare {Key}";

        public async ValueTask<Finding<string>> ProbeAsync(StepContext context, CancellationToken cancellation)
        {
            await Task.Delay(TimeSpan.FromMinutes(1), context.Time, cancellation);
            var now = context.At(World.Place)[Key];
            return now == Is ? Finding.Done(now, $"{Key} is {now}") : Finding.NotDone(now, $"{Key} is {now}");
        }
    }
}
