using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>
/// The driver is killed at every event of a night and inside every effect; the next one finishes, and nothing is done twice.
/// </summary>
public sealed class CrashTests
{
    public static TheoryData<string> Nights => ["forward", "failing-proof", "turned-back-after-open"];

    [Theory]
    [MemberData(nameof(Nights))]
    public void Killed_after_any_event_the_next_driver_finishes_as_written(string name)
    {
        var whole = Night(name);
        var end = whole.Drive();
        var lines = whole.Events.Select(Transcript.Line).ToList();
        var golden = new List<string> { "uninterrupted" };
        golden.AddRange(whole.Transcript);
        foreach (var entry in whole.Entries)
        {
            var night = Night(name);
            Kill(night, new CrashingJournal(night.Journal, after: other => other.Seq == entry.Seq));
            SameEnd(whole, end, night);
            golden.AddRange(["", $"killed after {entry.Seq} {Transcript.Line(entry.Event)}"]);
            golden.AddRange(Difference(lines, [.. night.Events.Skip((int)entry.Seq).Select(Transcript.Line)]));
        }

        Golden.Verify($"night-{name}", golden);
    }

    [Theory]
    [MemberData(nameof(Nights))]
    public void Killed_before_any_event_is_recorded_what_had_landed_is_found(string name)
    {
        var whole = Night(name);
        var end = whole.Drive();
        foreach (var entry in whole.Entries)
        {
            var night = Night(name);
            Kill(night, new CrashingJournal(night.Journal, before: other => other.Seq == entry.Seq));
            SameEnd(whole, end, night);
        }
    }

    [Theory]
    [MemberData(nameof(Nights))]
    public void Killed_in_the_middle_of_any_effect_the_next_driver_finishes_it(string name)
    {
        var whole = Night(name);
        var end = whole.Drive();
        foreach (var call in whole.World.Log.Distinct())
        {
            var night = Night(name);
            var (kind, step) = (call.Split(' ')[0], call.Split(' ')[1]);
            if (step == "tidy")
                continue;

            night.World.Breaks(kind, step, Fault.HalfAndCrash);
            var crashing = new CrashingJournal(night.Journal);
            night.World.Crash = crashing.Crash;
            Kill(night, crashing);
            SameEnd(whole, end, night);
            Assert.Equal(2, night.World.Log.Count(line => line == call));
        }
    }

    [Theory]
    [MemberData(nameof(Nights))]
    public void Killed_after_every_event_of_one_night_it_ends_the_same(string name)
    {
        var whole = Night(name);
        var end = whole.Drive();
        var night = Night(name);
        var (journal, seen) = (night.Journal, new HashSet<string>(StringComparer.Ordinal));
        for (var drivers = 1; !night.Events.OfType<RunEnded>().Any(); drivers++)
        {
            Assert.True(drivers < 200, $"The night does not end:\n{string.Join('\n', night.Transcript)}");
            Kill(night, new CrashingJournal(journal, after: entry => seen.Add(What(entry.Event))), again: false);
        }

        SameEnd(whole, end, night);
        Assert.Subset(seen, whole.Events.Select(What).ToHashSet(StringComparer.Ordinal));

        // Its name and its step: a driver that always dies after saying what it is about to do never gets to do it.
        static string What(RunEvent happened) => string.Join(' ', Transcript.Line(happened).Split(' ', ':').Take(2));
    }

    private static TestNight Night(string name)
    {
        var night = ServiceNight.Of();
        night.Go("go", "commander", "owner");
        if (name == "failing-proof")
            night.World["proof"] = "differs";
        if (name == "turned-back-after-open")
            night.World.Breaks("do", "tidy", [.. Enumerable.Repeat(Fault.Throw, 20)]);

        return night;
    }

    private static void Kill(TestNight night, CrashingJournal crashing, bool again = true)
    {
        night.Journal = crashing;
        Assert.Throws<CrashException>(night.Drive);
        night.Journal = crashing.Inner;
        if (again)
            night.Drive();
    }

    private static void SameEnd(TestNight whole, RunState end, TestNight night)
    {
        var state = RunLoader.Fold(night.Plan, night.Entries);
        Assert.Equal((end.Status, end.Outcome), (state.Status, state.Outcome));
        Assert.Equal(whole.World.All, night.World.All);
        Assert.Empty(night.World.Twice);
    }

    /// <summary>What the next driver recorded, up to where it is as if nothing had happened.</summary>
    private static IEnumerable<string> Difference(List<string> whole, List<string> resumed)
    {
        var same = 0;
        while (same < resumed.Count && same < whole.Count && whole[^(same + 1)] == resumed[^(same + 1)])
            same++;

        foreach (var line in resumed[..^same])
            yield return $"      + {line}";

        if (same > 0)
            yield return $"      then as from {whole.Count - same + 1}";
    }
}
