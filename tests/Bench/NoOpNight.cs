using System.Collections.Immutable;
using BenchmarkDotNet.Attributes;
using Cutover.Engine;

namespace Cutover.Bench;

/// <summary>1,000 no-op steps with the durable journal: what the engine itself costs.</summary>
[SimpleJob(warmupCount: 2, iterationCount: 8, invocationCount: 1)]
[MemoryDiagnoser]
public class NoOpNight
{
    private const int Steps = 1000;
    private static readonly Estate NoEstate = new("bench", "none", ImmutableSortedDictionary<string, object>.Empty);
    private string _directory = "";
    private Runbook? _runbook;

    [Params("chain", "parallel")]
    public string Shape { get; set; } = "chain";

    [IterationSetup]
    public void Setup()
    {
        _directory = Directory.CreateTempSubdirectory("cutover-bench-").FullName;
        var night = new RunbookBuilder("bench", window: 4.Hours());
        Step? last = null;
        for (var i = 0; i < Steps; i++)
        {
            var step = night.Prepare($"step-{i}", new NoOp(i)).Stays("it is a bit in memory");
            if (Shape == "chain" && last is not null)
                step.After(last);

            last = step;
        }

        _runbook = night.Build();
    }

    [IterationCleanup]
    public void Cleanup() => Directory.Delete(_directory, recursive: true);

    [Benchmark(OperationsPerInvoke = Steps)]
    public async Task Step()
    {
        await using var journal = SqliteJournal.Open(_directory, TimeProvider.System);
        var run = await journal.CreateAsync(_runbook!.Id, NoEstate.Environment, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        var options = new RunnerOptions { Driver = "bench", Build = "bench" };
        var state = await new Runner(_runbook, NoEstate, journal, TimeProvider.System, options, new Unwatched())
            .RunAsync(run.Run, CancellationToken.None);
        if (state.Outcome != Outcome.Completed)
            throw new InvalidOperationException($"The night ended {state.Outcome}: {state.Why}");
    }

    private sealed class Unwatched : IRunObserver
    {
        public void Recorded(RunState state, JournalEntry entry)
        {
        }

        public void Said(string step, string line)
        {
        }
    }
}
