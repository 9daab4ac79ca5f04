using System.Collections.Immutable;
using System.Text.Json;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Calls effects as the runner does: with a step, an estate, a clock and values that went through the journal's JSON.</summary>
internal sealed class Scene
{
    private readonly Dictionary<string, object> _addresses = [];
    private readonly Dictionary<Step, object> _outputs = [];

    public string Run { get; init; } = "test-1";

    public string Step { get; init; } = "the.step";

    public long Epoch { get; init; } = 1;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public List<string> Said { get; } = [];

    public Place<T> Place<T>(string name, T address)
        where T : notnull
    {
        _addresses[name] = address;
        return new Place<T>(name);
    }

    /// <summary>A step that is done with this output, for others to hold.</summary>
    public Step<T> Done<T>(string id, IProbe<T> probe, T output)
        where T : notnull
    {
        var step = new RunbookBuilder("other", 1.Hours()).Prepare(id, probe);
        _outputs[step] = output;
        return step;
    }

    public async Task<Finding<T>> ProbeAsync<T>(IProbe<T> probe, CancellationToken? cancellation = null)
    {
        var finding = await probe.ProbeAsync(Context(probe), cancellation ?? TestContext.Current.CancellationToken);
        return finding.Verdict == Verdict.Unknown ? finding : finding with { Value = Journaled(finding.Value!) };
    }

    public async Task DoAsync<T>(IEffect<T> effect, T before, CancellationToken? cancellation = null) =>
        await effect.DoAsync(Context(effect), before, cancellation ?? TestContext.Current.CancellationToken);

    public async Task UndoAsync<T>(IReversible<T> effect, T before) =>
        await effect.UndoAsync(Context(effect), before, TestContext.Current.CancellationToken);

    /// <summary>Probes, does and probes again until it is done; gives what was there before.</summary>
    public async Task<T> MakeSoAsync<T>(IEffect<T> effect)
    {
        var before = await ProbeAsync(effect);
        Assert.NotEqual(Verdict.Unknown, before.Verdict);
        await DoAsync(effect, before.Value!);
        await UntilAsync(effect, Verdict.Done);
        return before.Value!;
    }

    /// <summary>Probes until the verdict is this one, for ten seconds at most.</summary>
    public async Task<Finding<T>> UntilAsync<T>(IProbe<T> probe, Verdict verdict)
    {
        var deadline = DateTime.UtcNow.AddSeconds(10);
        while (true)
        {
            var finding = await ProbeAsync(probe);
            if (finding.Verdict == verdict)
                return finding;
            if (DateTime.UtcNow > deadline)
                Assert.Fail($"{probe.Verb}: waited for {verdict}, saw {finding.Verdict}: {finding.Why}");

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static T Journaled<T>(T value) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, Json.Values), Json.Values)!;

    private StepContext Context<T>(IProbe<T> probe)
    {
        var builder = new RunbookBuilder("scene", 1.Hours());
        var step = builder.Prepare(Step, probe);
        try
        {
            builder.Build();
        }
        catch (RunbookInvalidException)
        {
            // A plan of one step breaks rules; what matters here is that the step now knows which steps it reads.
        }

        var estate = new Estate("lab", "hash", _addresses.ToImmutableSortedDictionary());
        return new StepContext(new StepRun(Run, Step, 1, Epoch), step, estate, Time, other => _outputs.GetValueOrDefault(other), Said.Add);
    }
}
