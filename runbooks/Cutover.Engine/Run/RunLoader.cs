using System.Collections.Immutable;

namespace Cutover.Engine;

/// <summary>Folds a journal into a state, and decides whether this plan and this estate may drive it.</summary>
public static class RunLoader
{
    /// <summary>The state that a run's events lead to.</summary>
    /// <exception cref="JournalException">An event cannot follow the ones before it.</exception>
    public static RunState Fold(Runbook runbook, IEnumerable<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var state = RunState.Of(runbook);
        foreach (var entry in entries)
        {
            if (!state.TryApply(entry, out var next, out var refusal))
                throw new JournalException($"Event {entry.Seq} ({entry.Event.GetType().Name}) cannot follow the ones before it: {refusal}. The journal was written by another plan or another version; use that one.");

            state = next;
        }

        return state;
    }

    /// <summary>The event by which a changed plan is accepted, or null where the plan is the one the run follows.</summary>
    /// <exception cref="RunRefusedException">The plan or the estate differs, and nobody has accepted it.</exception>
    internal static RunEvent.RunbookChanged? Accept(RunState state, Estate estate, RunnerOptions options)
    {
        if (state.Start!.EstateHash != estate.Hash || state.Start.Environment != estate.Environment)
            throw new RunRefusedException($"The run began against the estate {state.Start.Environment} ({Short(state.Start.EstateHash)}), and this is {estate.Environment} ({Short(estate.Hash)}). Put the estate's file back as it was, or turn the run back with it first.");
        if (state.Hash == state.Runbook.Hash)
            return null;

        var differing = Differing(state.StepHashes, state.Runbook.StepHashes);
        var accepted = options.AcceptChanged.ToHashSet(StringComparer.Ordinal);
        if (!accepted.SetEquals(differing.Select(step => step.Id)))
        {
            var list = string.Join(", ", differing.Select(step => $"{step.Id} ({step.How})"));
            throw new RunRefusedException($"The run follows the plan {Short(state.Hash)}, and this program's plan is {Short(state.Runbook.Hash)}. They differ in: {(list.Length > 0 ? list : "the runbook's name or window")}. Go on with the program it began with, or accept exactly these with --accept-changed {string.Join(',', differing.Select(step => step.Id))}.");
        }

        return new RunEvent.RunbookChanged(state.Runbook.Hash, state.Runbook.StepHashes, [.. differing.Select(step => step.Id)], options.Driver);
    }

    private static List<(string Id, string How)> Differing(ImmutableSortedDictionary<string, string> then, ImmutableSortedDictionary<string, string> now) =>
    [
        .. then.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(id => then.GetValueOrDefault(id) != now.GetValueOrDefault(id))
            .Select(id => (id, !then.ContainsKey(id) ? "new" : !now.ContainsKey(id) ? "gone" : "changed")),
    ];

    private static string Short(string hash) => hash[..Math.Min(8, hash.Length)];
}
