using System.Collections.Immutable;

namespace Cutover.Engine;

/// <summary>Folds a journal into a state, and decides whether this plan and this estate may drive it.</summary>
public static class RunLoader
{
    /// <summary>The state that a run's events lead to.</summary>
    /// <remarks>
    /// What was recorded under another plan was judged by that plan, and is taken as it is; see <see cref="RunState.Hash"/>.
    /// </remarks>
    /// <exception cref="JournalException">An event cannot follow the ones before it.</exception>
    public static RunState Fold(Runbook runbook, IEnumerable<JournalEntry> entries)
    {
        var state = RunState.Of(runbook);
        foreach (var (_, next) in Follow(runbook, entries))
            state = next;

        return state;
    }

    /// <summary>Every event of a run with the state that it leads to, judged as <see cref="Fold"/> judges.</summary>
    /// <exception cref="JournalException">While it is read: an event cannot follow the ones before it.</exception>
    public static IEnumerable<(JournalEntry Entry, RunState Next)> Follow(Runbook runbook, IEnumerable<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(runbook);
        ArgumentNullException.ThrowIfNull(entries);
        return Followed(runbook, entries);
    }

    private static IEnumerable<(JournalEntry Entry, RunState Next)> Followed(Runbook runbook, IEnumerable<JournalEntry> entries)
    {
        var state = RunState.Of(runbook);
        foreach (var entry in entries)
        {
            if (state.Status != RunStatus.NotStarted && state.Hash != runbook.Hash)
                state = state.Replay(entry);
            else if (state.TryApply(entry, out var next, out var refusal))
                state = next;
            else
                throw new JournalException(
                    $"Event {entry.Seq} ({entry.Event?.GetType().Name}) cannot follow the ones before it: {refusal}. "
                    + "The journal was written by another version of this program; use that one.");

            yield return (entry, state);
        }
    }

    /// <summary>The event by which a changed plan is accepted, or null where the plan is the one the run follows.</summary>
    /// <exception cref="RunRefusedException">The plan or the estate differs, and nobody has accepted it.</exception>
    internal static RunEvent.RunbookChanged? Accept(RunState state, Estate estate, RunnerOptions options)
    {
        if (state.Start!.EstateHash != estate.Hash || state.Start.Environment != estate.Environment)
        {
            throw new RunRefusedException(
                $"The run began against the estate {state.Start.Environment} ({Short(state.Start.EstateHash)}), "
                + $"and this is {estate.Environment} ({Short(estate.Hash)}). "
                + "Put the estate's file back as it was, or turn the run back with it first.");
        }

        if (state.Hash == state.Runbook.Hash)
            return null;

        var differing = Differing(state.StepHashes, state.Runbook.StepHashes);
        var ids = differing.Select(step => step.Id).ToImmutableArray();
        if (!options.AcceptChanged.ToHashSet(StringComparer.Ordinal).SetEquals(ids))
        {
            throw new RunRefusedException(
                $"The run follows the plan {Short(state.Hash)}, and this program's plan is {Short(state.Runbook.Hash)}. "
                + $"They differ in: {string.Join(", ", differing.Select(step => $"{step.Id} ({step.How})"))}. "
                + $"Go on with the program it began with, or accept exactly these with --accept-changed {string.Join(',', ids)}.");
        }

        if (differing.FirstOrDefault(step => step.How == Gone && WasBegun(state, step.Id)).Id is { } lost)
        {
            throw new RunRefusedException(
                $"The step '{lost}' was begun in this run and this program's plan no longer has it, "
                + "so nothing would know how to take it back. "
                + "Go on with a program that has it.");
        }

        return new RunEvent.RunbookChanged(state.Runbook.Hash, state.Runbook.StepHashes, ids, options.Driver);
    }

    private const string Gone = "gone";

    private static bool WasBegun(RunState state, string id) =>
        state.Steps.TryGetValue(id, out var step) && (step.WasTried || step.Status == StepStatus.Done);

    private static List<(string Id, string How)> Differing(
        ImmutableSortedDictionary<string, string> then, ImmutableSortedDictionary<string, string> now)
    {
        var steps = then.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Where(id => then.GetValueOrDefault(id) != now.GetValueOrDefault(id))
            .Select(id => (id, !then.ContainsKey(id) ? "new" : !now.ContainsKey(id) ? Gone : "changed"))
            .ToList();
        return steps.Count > 0 ? steps : [("runbook", "its name or its window changed")];
    }

    private static string Short(string hash) => hash[..Math.Min(8, hash.Length)];
}
