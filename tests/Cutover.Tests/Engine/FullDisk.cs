using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>
/// A night on a disk that fills up and on which room is then made. It runs in a child, whose disk is a small one in memory.
/// </summary>
internal static class FullDisk
{
    /// <summary>The directory's file "ballast" takes most of the disk's room.</summary>
    public static async Task FillAsync(string directory)
    {
        var pump = new Pump(new SimulatedTime());
        var world = new World { Takes = TimeSpan.Zero };
        var plan = TestNight.Build(night =>
        {
            Step? last = null;
            for (var i = 0; i < 200; i++)
                last = night.Prepare($"s{i}", new Act.Set($"k{i}", new string('x', 500))).After(last is null ? [] : [last]);
        });
        string run;
        await using (var journal = SqliteJournal.Open(directory, TimeProvider.System))
        {
            run = (await journal.CreateAsync("night", "lab", DateTimeOffset.UnixEpoch, default)).Run;
            try
            {
                Drive(pump, plan, world, journal, run);
                Console.WriteLine("the disk was never full");
                return;
            }
            catch (JournalFullException full)
            {
                Console.WriteLine(full.Message);
                Console.WriteLine(world.Log.Count);
            }

            File.Delete(Path.Combine(directory, "ballast"));

            // The same journal goes on, as it would in a standby that lives on; and then another, as after the same command again.
            var epoch = await journal.TakeAsync(run, "ann", default);
            var last = await journal.LoadAsync(run, default);
            await journal.AppendAsync(run,
                new JournalEntry(last.Count + 1, epoch, DateTimeOffset.UnixEpoch, new RunEvent.Noted("ann", "room")), null, false, default);
        }

        await using var again = SqliteJournal.Open(directory, TimeProvider.System);
        var end = Drive(pump, plan, world, again, run);
        Console.WriteLine($"{end.Outcome} {world.Log.Count} {world.Twice.Count} {world["k199"].Length}");
    }

    /// <summary>On this thread alone: while a module initializes, others may not enter it.</summary>
    private static RunState Drive(Pump pump, Runbook plan, World world, IJournal journal, string run)
    {
        var options = new RunnerOptions { Driver = "ann", Build = "1", Scheduler = pump };
        var runner = new Runner(plan, TestNight.EstateOf(world), journal, pump.Time, options, new Nobody());
        return pump.Run(() => runner.RunAsync(run, default));
    }

    private sealed class Nobody : IRunObserver
    {
        public void Recorded(RunState state, JournalEntry entry)
        {
        }

        public void Said(string step, string line)
        {
        }
    }
}
