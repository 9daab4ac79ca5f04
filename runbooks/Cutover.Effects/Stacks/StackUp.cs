using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Changes a stack's config and brings it up: refused where the preview holds anything but what this step is for, and where the
/// preview is not the approved one. Taken back by the prior config and another up.
/// </summary>
/// <param name="Stack">The stack.</param>
/// <param name="Config">What config shall say, by key.</param>
/// <param name="Outputs">What the state's outputs say when it is so.</param>
/// <param name="Allows">The only changes that may be in the preview, as <c>type path</c> with [*] for an item of a list.</param>
public sealed record StackUp(
    Place<StackAddress> Stack,
    ImmutableSortedDictionary<string, string> Config,
    ImmutableSortedDictionary<string, string> Outputs,
    ImmutableArray<string> Allows) : IReversible<StackSeen>
{
    /// <summary>Where what was brought up must be seen; null where it cannot be.</summary>
    public Place<EdgeAddress>? Edge { get; init; }

    /// <summary>What the edge shall say, by service.</summary>
    public ImmutableSortedDictionary<string, string> Modes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public string Verb => $"bring up {Stack} with {StackApprovals.Change(Config)}";

    public async ValueTask<Finding<StackSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var asking = Edge is null ? Task.FromResult(EdgeLook.None) : EdgeLook.AskAsync(context, Edge, Modes.Keys, cancellation);
        var looking = context.At(Stack).Open(context.Run).LookAsync(cancellation);
        await Task.WhenAll(asking, looking);
        var (edge, look) = (await asking, await looking);
        var seen = new StackSeen(Of(Config.Keys, look.Config), Of(Outputs.Keys, look.Outputs)) { Edge = edge.Said };
        var why = $"config says {Shown(seen.Config)}, the last up made {Shown(seen.Outputs)}{(edge.Why.Length > 0 ? $", {edge.Why}" : "")}";
        return Judge(look.Pending, seen, Wanted(context, seen).ToList(), why);
    }

    public async ValueTask DoAsync(StepContext context, StackSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await BringUpAsync(context, Config, cancellation);
    }

    public async ValueTask UndoAsync(StepContext context, StackSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await BringUpAsync(context, Prior(before), cancellation);
    }

    /// <summary>Config, state and edge say what they said before.</summary>
    public bool IsUndone(StackSeen before, StackSeen now) => before is not null && before.Equals(now);

    private Finding<StackSeen> Judge(int pending, StackSeen seen, IReadOnlyCollection<bool> wanted, string why)
    {
        if (pending > 0)
            return Finding.HalfDone(seen, $"{pending} operations of an interrupted up are open; {why}");
        if (seen.Edge.ContainsValue(null))
            return Finding.Unknown<StackSeen>(why);
        if (wanted.All(so => so))
        {
            var who = Edge is null ? "config and state" : "config, state and edge";
            return Finding.Done(seen, $"{StackApprovals.Change(Config)}: {who} say so");
        }

        // Config without an up, an up that the edge does not follow, and either of them on the way back.
        return wanted.Any(so => so) ? Finding.HalfDone(seen, why) : Finding.NotDone(seen, why);
    }

    private IEnumerable<bool> Wanted(StepContext context, StackSeen seen)
    {
        foreach (var (key, value) in Config)
            yield return seen.Config[key] == value;
        foreach (var (key, value) in Outputs)
            yield return seen.Outputs[key] == value;
        if (Edge is null)
            yield break;

        foreach (var (service, mode) in Modes)
        {
            foreach (var url in EdgeLook.Urls(Edge, context.At(Edge), service))
                yield return seen.Edge[url.ToString()] == mode;
        }
    }

    private async Task BringUpAsync(
        StepContext context, ImmutableSortedDictionary<string, string> config, CancellationToken cancellation)
    {
        var address = context.At(Stack);
        var driver = address.Open(context.Run);
        if ((await driver.LookAsync(cancellation)).Pending > 0)
            await driver.RecoverAsync(cancellation);

        var plan = await driver.PreviewAsync(config, cancellation);
        if (plan.Changes.IsEmpty)
        {
            // The state says that it is so, and whoever asked for this saw that it is not: look at what is there.
            await driver.RecoverAsync(cancellation);
            plan = await driver.PreviewAsync(config, cancellation);
        }

        var judge = new StackJudge(address, context.Environment, Allows);
        if (await judge.RefusalAsync(StackApprovals.Change(config), plan, cancellation) is { } refusal)
            throw new EffectException(refusal);

        await driver.SetAsync(config, cancellation);
        await driver.UpAsync(context.Say, cancellation);
    }

    private static ImmutableSortedDictionary<string, string> Prior(StackSeen before) => before.Config
        .Where(entry => entry.Value is not null)
        .ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value!, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string?> Of(
        IEnumerable<string> keys, ImmutableSortedDictionary<string, string> values) =>
        keys.ToImmutableSortedDictionary(key => key, key => values.GetValueOrDefault(key), StringComparer.Ordinal);

    private static string Shown(ImmutableSortedDictionary<string, string?> values) =>
        string.Join(' ', values.Select(entry => $"{entry.Key}={entry.Value ?? "(nothing)"}"));
}
