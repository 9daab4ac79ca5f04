using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Puts a service into a mode on several fronts at once; taken back, gives each front the mode it had.</summary>
/// <param name="Fronts">All the fronts the service's requests come through.</param>
/// <param name="Service">The service, as the fronts name it.</param>
/// <param name="Mode">The mode wanted.</param>
/// <param name="IfNow">The modes it may replace: one that somebody else has put there since is not overwritten.</param>
public sealed record SetTraffic(
    ImmutableArray<Place<FrontAddress>> Fronts, string Service, TrafficMode Mode, ImmutableArray<TrafficMode> IfNow)
    : IReversible<TrafficSeen>
{
    public string Verb => $"put {Service} into {Mode.Word()} on {string.Join(" and ", Fronts.Select(front => front.Name))}";

    public async ValueTask<Finding<TrafficSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fronts = All(context);
        var answers = await Task.WhenAll(fronts.Select(front => front.AskAsync(context.Time, cancellation)));
        var seen = new TrafficSeen(
            fronts.Zip(answers).ToImmutableSortedDictionary(pair => pair.First.Name, pair => pair.Second.Mode, StringComparer.Ordinal));
        var why = string.Join("; ", answers.Select(answer => answer.Why));
        var there = answers.Count(answer => answer.Mode == Mode);
        if (there == answers.Length)
            return Finding.Done(seen, why);
        if (there > 0)
            return Finding.HalfDone(seen, $"{why}; all of them should be {Mode.Word()}");

        return answers.Any(answer => answer.Mode is null)
            ? Finding.Unknown<TrafficSeen>(why)
            : Finding.NotDone(seen, why);
    }

    public async ValueTask DoAsync(StepContext context, TrafficSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await AllOrFirstFaultAsync(All(context).Select(front => front.SetAsync(context, Mode, IfNow, cancellation)));
    }

    public async ValueTask UndoAsync(StepContext context, TrafficSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await AllOrFirstFaultAsync(All(context).Select(front => front.SetAsync(context, Prior(front, before), [Mode], cancellation)));
    }

    /// <summary>Each front in the mode it had; one that did not say goes back to the first of the modes that this replaces.</summary>
    public bool IsUndone(TrafficSeen before, TrafficSeen now) =>
        before is not null && now is not null
            && Fronts.All(front => now.Modes.GetValueOrDefault(front.Name) is { } mode && mode == Prior(front.Name, before));

    private static async Task AllOrFirstFaultAsync(IEnumerable<Task> tasks)
    {
        var all = Task.WhenAll(tasks);
        try
        {
            await all;
        }
        catch (EffectException) when (all.Exception is { InnerExceptions.Count: > 1 } several)
        {
            throw new EffectException(string.Join(" ", several.InnerExceptions.Select(fault => fault.Message)), several);
        }
    }

    private List<Front> All(StepContext context) => [.. Fronts.Select(front => new Front(context, front, Service))];

    private TrafficMode Prior(Front front, TrafficSeen before) => Prior(front.Name, before);

    private TrafficMode Prior(string front, TrafficSeen before) =>
        before.Modes.GetValueOrDefault(front) ?? (IfNow is [var first, ..] ? first : Mode);
}
