using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Puts services into a mode on several fronts at once, each front once for all of them; taken back, gives each the mode it had there.
/// </summary>
/// <param name="Fronts">All the fronts the services' requests come through.</param>
/// <param name="Services">The services, as the fronts name them.</param>
/// <param name="Mode">The mode wanted.</param>
/// <param name="IfNow">The modes it may replace: one that somebody else has put there since is not overwritten.</param>
public sealed record SetTraffic(
    ImmutableArray<Place<FrontAddress>> Fronts, ImmutableArray<string> Services, TrafficMode Mode, ImmutableArray<TrafficMode> IfNow)
    : IReversible<TrafficSeen>
{
    public string Verb => $"put {string.Join(" and ", Services)} into {Mode.Word()} on {string.Join(" and ", Fronts.Select(front => front.Name))}";

    public async ValueTask<Finding<TrafficSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var asked = All(context).SelectMany(front => Services.Select(service => (front, service))).ToList();
        var answers = await Task.WhenAll(asked.Select(pair => pair.front.AskAsync(pair.service, context.Time, cancellation)));
        var seen = new TrafficSeen(asked.Zip(answers).ToImmutableSortedDictionary(
            pair => Key(pair.First.front.Name, pair.First.service), pair => pair.Second.Mode, StringComparer.Ordinal));
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
        await AllOrFirstFaultAsync(All(context).Select(front => front.SetAsync(context, [.. Services.Select(service => (service, Mode))], IfNow, cancellation)));
    }

    public async ValueTask UndoAsync(StepContext context, TrafficSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        await AllOrFirstFaultAsync(All(context).Select(front => front.SetAsync(context, Prior(front.Name, before), [Mode], cancellation)));
    }

    /// <summary>Each front in the mode it had; one that did not say goes back to the first of the modes that this replaces.</summary>
    public bool IsUndone(TrafficSeen before, TrafficSeen now) =>
        before is not null && now is not null
            && Fronts.All(front => Prior(front.Name, before).All(
                prior => now.Modes.GetValueOrDefault(Key(front.Name, prior.Service)) is { } mode && mode == prior.Mode));

    private static string Key(string front, string service) => $"{front} {service}";

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

    private List<Front> All(StepContext context) => [.. Fronts.Select(front => new Front(context, front))];

    private ImmutableArray<(string Service, TrafficMode Mode)> Prior(string front, TrafficSeen before) =>
        [.. Services.Select(service =>
            (service, before.Modes.GetValueOrDefault(Key(front, service)) ?? (IfNow is [var first, ..] ? first : Mode)))];
}
