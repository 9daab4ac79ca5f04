using Cutover.Engine;

namespace Cutover.App;

/// <summary>Makes a run's report from its journal, and from what its rehearsal saved where it was one.</summary>
internal sealed class ReportBuilder
{
    private readonly List<Report.PeopleLine> _people = [];
    private readonly List<Report.PeopleLine> _drivers = [];
    private readonly Dictionary<Step, double> _took = [];
    private readonly Dictionary<Step, string> _findings = [];
    private readonly List<Step> _undone = [];
    private readonly Dictionary<Step, DateTimeOffset> _undoing = [];
    private readonly Dictionary<Step, double> _undoTook = [];
    private DateTimeOffset? _last;
    private string _head = EventHash.Genesis;

    private ReportBuilder()
    {
    }

    /// <exception cref="JournalException">An event cannot follow the ones before it under this plan.</exception>
    public static Report Of(string run, Runbook runbook, IReadOnlyList<JournalEntry> entries, RehearsalData? rehearsal)
    {
        var builder = new ReportBuilder();
        var state = RunState.Of(runbook);
        foreach (var (entry, next) in RunLoader.Follow(runbook, entries))
        {
            builder.Take(run, state, entry);
            state = next;
        }

        return builder.Build(run, state, entries.Count, rehearsal);
    }

    private void Take(string run, RunState before, JournalEntry entry)
    {
        _last = entry.At;
        _head = EventHash.Of(_head, run, entry.Seq, entry.Epoch, EventHash.Time(entry.At), EventHash.Body(entry.Event));
        var (subject, what) = EventText.Of(entry.Event);
        switch (entry.Event)
        {
            case RunEvent.DriverTook e:
                _drivers.Add(new(entry.At, e.Driver, "drives"));
                break;
            case RunEvent.StepDone e:
                Ended(before, e.Step, entry.At, e.Why);
                break;
            case RunEvent.StepSkipped e:
                Ended(before, e.Step, entry.At, $"skipped: {e.Reason}");
                Said(entry, e.By, $"{subject}: {what}");
                break;
            case RunEvent.StepHeld e:
                Held(before, e.Step, e.Why);
                break;
            case RunEvent.UndoIntended e:
                Undoing(before, e.Step, entry.At);
                break;
            case RunEvent.UndoDone e:
                Undone(before, e.Step, entry.At);
                break;
            case RunEvent.Voted e:
                Said(entry, e.By, $"{subject}: {what}");
                break;
            case RunEvent.StepRetried e:
                Said(entry, e.By, $"{subject}: {what}");
                break;
            case RunEvent.UndoRetried e:
                Said(entry, e.By, $"{subject}: {what}");
                break;
            case RunEvent.TurnBackBegan e:
                Said(entry, e.By, what);
                break;
            case RunEvent.RunbookChanged e:
                Said(entry, e.By, what);
                break;
            case RunEvent.Noted e:
                Said(entry, e.By, what);
                break;
            case RunEvent.RequestRefused e:
                Said(entry, e.By, what);
                break;
        }
    }

    private void Said(JournalEntry entry, string by, string what) => _people.Add(new(entry.At, by, what));

    /// <summary>A plan that was accepted on the way may have dropped what was held under the one before.</summary>
    private void Held(RunState before, string id, string why)
    {
        if (before.Runbook.TryFind(id, out var step))
            _findings[step] = why;
    }

    private void Ended(RunState before, string id, DateTimeOffset at, string why)
    {
        if (!before.Runbook.TryFind(id, out var step))
            return;

        var began = step.IsBack ? before[step].Began : StepTimes.Ready(before, step);
        _took[step] = (at - (began ?? at)).TotalSeconds;
        _findings[step] = why;
    }

    private void Undoing(RunState before, string id, DateTimeOffset at)
    {
        if (before.Runbook.TryFind(id, out var step))
            _undoing.TryAdd(step, at);
    }

    private void Undone(RunState before, string id, DateTimeOffset at)
    {
        if (!before.Runbook.TryFind(id, out var step))
            return;

        _undone.Add(step);
        _undoTook[step] = (at - _undoing.GetValueOrDefault(step, at)).TotalSeconds;
    }

    private Report Build(string run, RunState state, int events, RehearsalData? rehearsal) => new()
    {
        Run = run,
        Runbook = state.Runbook.Id,
        Hash = state.Hash,
        Environment = state.Start?.Environment ?? "",
        Outcome = state.Outcome?.ToString() ?? "Unfinished",
        Why = state.Why,
        Window = new(state.Runbook.Window.TotalSeconds, Window(state)),
        Services = rehearsal?.Services ?? [],
        Steps = [.. Told(state).Select(step => Forward(state, step))],
        TurnedBackFrom = state.TurnBack?.From,
        TurnedBackWhy = state.TurnBack?.Reason,
        Undone = [.. _undone.Select(step => Back(state, step))],
        Stays = state.TurnBack is null ? [] : [.. Staying(state).Select(step => new Report.StaysLine(step.Id, step.Stays!))],
        People = _people,
        Started = state.StartedAt,
        Ended = state.EndedAt,
        Build = state.Start?.Build,
        EstateHash = state.Start?.EstateHash,
        Drivers = _drivers,
        Journal = new(events, _head),
        Rehearsal = rehearsal is null ? null : new(
            [.. rehearsal.Faults.Select(fault => $"Fault: {fault}"), .. rehearsal.Remarks], rehearsal.Figures),
    };

    private static IEnumerable<Step> Told(RunState state) =>
        [.. state.Runbook.Steps, .. state.Runbook.BackSteps.Where(step => state[step] != StepState.Pending)];

    private static IEnumerable<Step> Staying(RunState state) =>
        state.Runbook.Steps.Where(step => step.Stays is not null && state[step].WasTried);

    private double Window(RunState state) => state.FirstFenceAt is { } began
        ? Rounded(((Outage.EndedAt(state) ?? state.EndedAt ?? _last ?? began) - began).TotalSeconds)
        : 0;

    private Report.StepReport Forward(RunState state, Step step) => new()
    {
        Id = step.Id,
        Phase = step.Phase.ToString(),
        Status = state[step].Status.ToString(),
        PlannedS = step.Terms.Expected?.TotalSeconds,
        ActualS = _took.TryGetValue(step, out var took) ? Rounded(took) : null,
        Attempts = state[step].Attempts,
        Finding = _findings.GetValueOrDefault(step) ?? state[step].Why,
    };

    private Report.StepReport Back(RunState state, Step step) => new()
    {
        Id = step.Id,
        Phase = step.Phase.ToString(),
        Status = state[step].Status.ToString(),
        ActualS = Rounded(_undoTook.GetValueOrDefault(step)),
        Attempts = state[step].UndoAttempts,
        Finding = state[step].Why,
    };

    private static double Rounded(double seconds) => Math.Round(seconds, 3);
}
