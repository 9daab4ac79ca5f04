using Cutover.Crowd;

namespace Cutover.Tests;

public sealed class TimetableTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Spacing.Poisson)]
    [InlineData(Spacing.Even)]
    public void The_same_seed_gives_the_same_timetable_and_another_seed_another(Spacing spacing)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var until = TimeSpan.FromSeconds(5);

        var one = Timetable.Of(MadeUp.Config(seed, spacing), until).ToList();
        var again = Timetable.Of(MadeUp.Config(seed, spacing), until).ToList();
        var other = Timetable.Of(MadeUp.Config(seed + 1, spacing), until).ToList();

        Assert.Equal(one.Select(due => (due.At, due.Operation.Kind)), again.Select(due => (due.At, due.Operation.Kind)));
        Assert.NotEqual(one.Select(due => due.At), other.Select(due => due.At));
    }

    [Theory]
    [InlineData(Spacing.Poisson)]
    [InlineData(Spacing.Even)]
    public void Every_kind_comes_at_its_rate_and_all_in_order(Spacing spacing)
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        const int Seconds = 60;

        var all = Timetable.Of(MadeUp.Config(seed, spacing), TimeSpan.FromSeconds(Seconds)).ToList();

        Assert.Equal(all.Select(due => due.At).Order(), all.Select(due => due.At));
        Assert.All(all, due => Assert.InRange(due.At, TimeSpan.Zero, TimeSpan.FromSeconds(Seconds)));
        foreach (var operation in MadeUp.Config(seed, spacing).Services.SelectMany(service => service.Operations))
        {
            var expected = operation.PerSecond * Seconds;
            var allowed = spacing == Spacing.Even ? 1 : 6 * Math.Sqrt(expected);
            Assert.InRange(all.Count(due => due.Operation.Kind == operation.Kind), expected - allowed, expected + allowed);
        }
    }

    [Fact]
    public void Even_times_are_even_and_Poisson_times_are_as_irregular_as_independent_users()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");

        Assert.InRange(Irregularity(MadeUp.Config(seed, Spacing.Even)), 0, 0.01);

        // The standard deviation of exponential gaps is their mean.
        Assert.InRange(Irregularity(MadeUp.Config(seed, Spacing.Poisson)), 0.9, 1.1);
    }

    private static double Irregularity(CrowdConfig config)
    {
        var times = Timetable.Of(config, TimeSpan.FromSeconds(200))
            .Where(due => due.Operation.Kind == OperationKind.VersionRead).Select(due => due.At.TotalSeconds).ToList();
        var gaps = times.Zip(times.Skip(1), (a, b) => b - a).ToList();
        var mean = gaps.Average();
        return Math.Sqrt(gaps.Average(gap => (gap - mean) * (gap - mean))) / mean;
    }
}
