using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>What identifies a plan, and what does not.</summary>
public sealed class HashTests
{
    private static readonly Role Owner = new("owner");
    private static readonly Limit Disk = new("disk", 2);
    private static readonly Limit Api = new("api", 4);

    [Fact]
    public void The_order_of_writing_does_not_count()
    {
        var one = Build(plan =>
        {
            var a = plan.Prepare("a", new Act.Set("a", "1")).Under(Disk, Api);
            var b = plan.Prepare("b", new Act.Set("b", "1"));
            plan.Gate(Phase.Prepare, "go", Role.Commander, Owner).After(a, b);
        });
        var other = Build(plan =>
        {
            var go = plan.Gate(Phase.Prepare, "go", Owner, Role.Commander);
            var b = plan.Prepare("b", new Act.Set("b", "1"));
            go.After(b, plan.Prepare("a", new Act.Set("a", "1")).Under(Api).Under(Disk));
        });
        Assert.Equal(one.Hash, other.Hash);
        Assert.Matches("^[0-9a-f]{64}$", one.Hash);
    }

    [Fact]
    public void Every_number_edge_property_and_name_counts_and_only_the_changed_step_is_named()
    {
        var was = Build(Plan);
        Changes("a", (a, _) => a.Within(2.Minutes()));
        Changes("a", (a, _) => a.Timeout(9.Seconds()));
        Changes("a", (a, _) => a.Retry(1, 1.Seconds()));
        Changes("a", (a, _) => a.Poll(1.Seconds()));
        Changes("a", (a, _) => a.Looks(1.Hours()));
        Changes("a", (a, _) => a.Expires(1.Seconds()));
        Changes("a", (a, _) => a.Expect(1.Seconds()));
        Changes("a", (a, _) => a.Under(Disk));
        Changes("a", (a, _) => a.OwnedBy(Owner));
        Changes("a", (a, _) => a.PointOfNoReturn());
        Changes("a", (a, _) => a.Stays("no harm"));
        Changes("c", (a, c) => c.After(a));

        void Changes(string step, Action<Step, Step> change)
        {
            var now = Build(plan =>
            {
                var a = plan.Prepare("a", new Act.Set("a", "1"));
                plan.Prepare("b", new Act.Set("b", "1"));
                change(a, plan.Prepare("c", new Named("c", World.Place, "1")));
            });
            Assert.NotEqual(was.Hash, now.Hash);
            Assert.Equal([step], Differing(was, now));
        }
    }

    [Theory]
    [InlineData("x", "world", "1", "c")]
    [InlineData("c", "moon", "1", "c")]
    [InlineData("c", "world", "2", "c")]
    public void A_property_or_a_place_counts(string key, string place, string to, string step)
    {
        var now = Build(plan =>
        {
            plan.Prepare("a", new Act.Set("a", "1"));
            plan.Prepare("b", new Act.Set("b", "1"));
            plan.Prepare("c", new Named(key, new Place<World>(place), to));
        });
        Assert.Equal([step], Differing(Build(Plan), now));
        Assert.Equal([place], now.Places.Select(found => found.Name));
    }

    [Fact]
    public void A_step_read_is_an_edge_and_counts()
    {
        var was = Build(plan =>
        {
            var a = plan.Prepare("a", new Act.Set("a", "1"));
            plan.Prepare("b", new Act.Set("b", "1"));
            plan.Prepare("c", new Act.Copy("c", a));
        });
        var now = Build(plan =>
        {
            plan.Prepare("a", new Act.Set("a", "1"));
            var b = plan.Prepare("b", new Act.Set("b", "1"));
            plan.Prepare("c", new Act.Copy("c", b));
        });
        Assert.Equal(["c"], Differing(was, now));
        Assert.True(now.IsBefore(now["b"], now["c"]));
    }

    [Fact]
    public void The_window_and_the_name_count()
    {
        Assert.NotEqual(Build(Plan).Hash, TestNight.Build(Plan, hours: 5).Hash);
        var other = new RunbookBuilder("other", 4.Hours());
        Plan(other);
        Assert.NotEqual(Build(Plan).Hash, other.Build().Hash);
    }

    [Fact]
    public void Class_names_do_not_count()
    {
        var one = Build(plan => plan.Prepare("c", new Named("c", World.Place, "1")));
        var two = Build(plan => plan.Prepare("c", new AlsoNamed("c", World.Place, "1")));
        Assert.Equal(one.Hash, two.Hash);
    }

    [Fact]
    public void Addresses_do_not_enter_the_plan_nor_the_plan_the_estate()
    {
        var estate = new Estate("lab", "h", ImmutableSortedDictionary<string, object>.Empty.Add("world", "not a world"));
        Assert.Equal(
            "The estate 'lab' gives 'world' the address of a String; the runbook needs a World.",
            Assert.Throws<InvalidOperationException>(() => estate.At(World.Place)).Message);
        Assert.Equal(
            "The estate 'lab' has no place 'moon'. Add it to the estate's file.",
            Assert.Throws<InvalidOperationException>(() => estate.At(new Place<World>("moon"))).Message);
    }

    private static void Plan(RunbookBuilder plan)
    {
        plan.Prepare("a", new Act.Set("a", "1"));
        plan.Prepare("b", new Act.Set("b", "1"));
        plan.Prepare("c", new Named("c", World.Place, "1"));
    }

    private static Runbook Build(Action<RunbookBuilder> plan) => TestNight.Build(plan);

    private static IEnumerable<string> Differing(Runbook one, Runbook other) =>
        one.StepHashes.Keys.Union(other.StepHashes.Keys)
            .Where(id => one.StepHashes.GetValueOrDefault(id) != other.StepHashes.GetValueOrDefault(id));

    private sealed record Named(string Key, Place<World> In, string To) : Act.Reversible(Key)
    {
        public override string Verb => $"name {Key}";

        protected override string Want(StepContext context) => To;
    }

    private sealed record AlsoNamed(string Key, Place<World> In, string To) : Act.Reversible(Key)
    {
        public override string Verb => $"name {Key}";

        protected override string Want(StepContext context) => To;
    }
}
