using System.Text.Json;
using static Cutover.Engine.RunEvent;

namespace Cutover.Engine;

/// <summary>Every legal transition of a run, listed. What is not listed is refused.</summary>
internal static class Transitions
{
    /// <summary>Why the event cannot happen in this state, or null where it can.</summary>
    public static string? WhyNot(RunState run, RunEvent happened) => happened switch
    {
        RunStarted => In(run, RunStatus.NotStarted),
        DriverTook or RunbookChanged => In(run, RunStatus.Forward, RunStatus.TurningBack, RunStatus.Stuck),
        Noted or RequestRefused => run.Status == RunStatus.NotStarted ? "the run has not started" : null,
        StepWaiting e => Running(run, e.Step) ?? Step(run, e.Step, StepStatus.Pending),
        StepIntended e => Running(run, e.Step) ?? Open(run, e.Step) ?? Intent(run, e),
        StepDone e => Running(run, e.Step) ?? Open(run, e.Step) ?? Gate(run, e.Step),
        AttemptFailed e => Running(run, e.Step) ?? Step(run, e.Step, StepStatus.Intended),
        StepHeld e => Running(run, e.Step) ?? Open(run, e.Step),
        StepRetried e => Retry(run, e.Step),
        StepSkipped e => In(run, RunStatus.Forward) ?? Step(run, e.Step, StepStatus.Held) ?? Skip(run, e.Step),
        FactProved e => In(run, RunStatus.Forward) ?? Step(run, e.Step, StepStatus.Done),
        FactStale e => In(run, RunStatus.Forward) ?? Step(run, e.Step, StepStatus.Done) ?? Stale(run, e.Step),
        Voted e => In(run, RunStatus.Forward) ?? Vote(run, e),
        FenceSpent e => In(run, RunStatus.Forward) ?? Step(run, e.Step, StepStatus.Done) ?? Spent(run, e.Step),
        GateLate e => In(run, RunStatus.Forward) ?? Step(run, e.Gate, StepStatus.Waiting) ?? Late(run, e.Gate),
        TurnBackBegan => In(run, RunStatus.Forward) ?? TurnBack(run),
        UndoIntended e => In(run, RunStatus.TurningBack, RunStatus.Stuck) ?? Undo(run, e.Step),
        UndoDone e => In(run, RunStatus.TurningBack, RunStatus.Stuck) ?? Undo(run, e.Step),
        UndoHeld e => In(run, RunStatus.TurningBack, RunStatus.Stuck) ?? Undo(run, e.Step),
        UndoRetried e => In(run, RunStatus.Stuck) ?? Step(run, e.Step, StepStatus.UndoHeld),
        RunEnded e => End(run, e.Outcome),
        _ => $"'{happened?.GetType().Name}' is not an event of this version",
    };

    /// <summary>The state after an event that can happen.</summary>
    public static RunState After(RunState run, JournalEntry entry) => entry.Event switch
    {
        RunStarted e => run with { Status = RunStatus.Forward, Start = e, Hash = e.Hash, StepHashes = e.StepHashes, StartedAt = entry.At },
        RunbookChanged e => Unasked(run with { Hash = e.Hash, StepHashes = e.StepHashes }, _ => true),
        StepWaiting e => Change(run, e.Step, s => s with { Status = StepStatus.Waiting, Why = e.Why, Began = s.Began ?? entry.At }),
        StepIntended e => Intended(run, e, entry.At),
        StepDone e => Change(run, e.Step, s => s with
        {
            Status = StepStatus.Done,
            Value = e.Value,
            Why = e.Why,
            Began = s.Began ?? entry.At,
            Ended = entry.At,
            ProvedAt = entry.At,
            ProvedIn = entry.Epoch,
        }),
        AttemptFailed e => Change(run, e.Step, s => s with { Status = StepStatus.Failed, Why = e.Why, Failures = s.Failures + 1 }),
        StepHeld e => Stuck(Change(run, e.Step, s => s with { Status = StepStatus.Held, Why = e.Why, Began = s.Began ?? entry.At })),
        StepRetried e => Mended(Change(run, e.Step, s => Anew(s, entry.At))),
        StepSkipped e => Change(run, e.Step, s => s with { Status = StepStatus.Skipped, Why = e.Reason, Ended = entry.At }),
        FactProved e => Change(run, e.Step, s => s with { Value = e.Value, Why = e.Why, ProvedAt = entry.At, ProvedIn = entry.Epoch }),
        FactStale e => Unasked(
            Change(run, e.Step, s => Anew(s, entry.At) with { Why = e.Why, Ended = null }),
            gate => run.Runbook.TryFind(e.Step, out var stale) && run.Runbook.IsBefore(stale, gate)),
        Voted e => run with { Votes = run.Votes.SetItem(e.Gate, run.VotesAt(e.Gate).SetItem(e.Role, e)) },
        FenceSpent e => Change(run, e.Step, s => s with { BudgetSpent = true, Why = e.Why }),
        GateLate e => Change(run, e.Gate, s => s with { IsLate = true }),
        TurnBackBegan e => run with { Status = RunStatus.TurningBack, TurnBack = e },
        UndoIntended e => Change(run, e.Step, s => s with { Status = StepStatus.Undoing, UndoAttempts = e.Attempt }),
        UndoDone e => Change(run, e.Step, s => s with { Status = StepStatus.Undone, Why = e.Why, Ended = entry.At }),
        UndoHeld e => Stuck(Change(run, e.Step, s => s with { Status = StepStatus.UndoHeld, Why = e.Why })),
        UndoRetried e => Mended(Change(run, e.Step, s => s with { Status = StepStatus.Undoing })),
        RunEnded e => run with { Status = RunStatus.Ended, Outcome = e.Outcome, Why = e.Why, EndedAt = entry.At },
        _ => run,
    };

    private static RunState Intended(RunState run, StepIntended e, DateTimeOffset at)
    {
        var next = Change(run, e.Step, s => s with
        {
            Status = StepStatus.Intended,
            Attempts = e.Attempt,
            Before = s.Before ?? e.Before,
            Began = s.Began ?? at,
        });
        return run.Runbook.TryFind(e.Step, out var step) && step is { IsFence: true, IsBack: false }
            ? next with { FirstFenceAt = next.FirstFenceAt ?? at }
            : next;
    }

    /// <summary>A step begins anew: because a person asked, or because a fact it leaned on is gone.</summary>
    private static StepState Anew(StepState step, DateTimeOffset at) =>
        step with { Status = step.WasTried ? StepStatus.Failed : StepStatus.Pending, Failures = 0, Began = at };

    /// <summary>
    /// Gates that have not passed ask anew, and what was said at them counts no more: people said it of something else.
    /// </summary>
    private static RunState Unasked(RunState run, Func<GateStep, bool> which)
    {
        var gates = run.Runbook.Steps.OfType<GateStep>()
            .Where(gate => run[gate].Status is StepStatus.Pending or StepStatus.Waiting && which(gate)).Select(gate => gate.Id).ToList();
        return run with { Votes = run.Votes.RemoveRange(gates), Steps = run.Steps.RemoveRange(gates) };
    }

    /// <summary>Stuck while anything on the way back waits for a person; what does not depend on it is taken back meanwhile.</summary>
    private static RunState Stuck(RunState run)
    {
        if (run.Status is not (RunStatus.TurningBack or RunStatus.Stuck) || run.Held.FirstOrDefault() is not { } held)
            return run;

        var why = $"{held} {(held.IsBack ? "on the way back" : "could not be undone")}: {run[held].Why}";
        return run with { Status = RunStatus.Stuck, Outcome = Outcome.Stuck, Why = why };
    }

    private static RunState Mended(RunState run) =>
        Stuck(run.Status == RunStatus.Stuck ? run with { Status = RunStatus.TurningBack, Outcome = null, Why = "" } : run);

    private static RunState Change(RunState run, string step, Func<StepState, StepState> change) =>
        run with { Steps = run.Steps.SetItem(step, change(run.Steps.GetValueOrDefault(step, StepState.Pending))) };

    private static string? In(RunState run, params ReadOnlySpan<RunStatus> allowed) =>
        allowed.Contains(run.Status) ? null : $"the run is {run.Status}";

    private static string? Step(RunState run, string id, params ReadOnlySpan<StepStatus> allowed) =>
        !run.Runbook.TryFind(id, out var step) ? $"the runbook has no step '{id}'"
        : allowed.Contains(run[step].Status) ? null
        : $"step '{id}' is {run[step].Status}";

    /// <summary>Forward steps act while the run goes forward, steps of the way back while it turns back.</summary>
    private static string? Running(RunState run, string id)
    {
        if (!run.Runbook.TryFind(id, out var step))
            return $"the runbook has no step '{id}'";

        if (step.IsBack)
            return In(run, RunStatus.TurningBack, RunStatus.Stuck);

        return In(run, RunStatus.Forward)
            ?? (run.Missing(step) is { } missing ? $"step '{id}' needs '{missing.Id}', which is {run[missing].Status}" : null);
    }

    /// <summary>The step is neither finished nor waiting for a person.</summary>
    private static string? Open(RunState run, string id) =>
        Step(run, id, StepStatus.Pending, StepStatus.Waiting, StepStatus.Intended, StepStatus.Failed);

    private static string? Intent(RunState run, StepIntended e)
    {
        var step = run.Runbook[e.Step];
        if (!step.IsEffect)
            return $"step '{e.Step}' has no effect to call";
        if (e.Attempt != run[step].Attempts + 1)
            return $"it is attempt {e.Attempt} and the last was {run[step].Attempts}";

        if (e.Before.ValueKind == JsonValueKind.Undefined)
            return "it does not say what was there before, so it could not be undone";

        return step is { IsBack: false, Phase: Phase.Transfer } && run.HasOpenedAfter(step)
            ? $"the new side has opened, and the transfer '{e.Step}' would overwrite what was written there"
            : null;
    }

    private static string? Gate(RunState run, string id) =>
        run.Runbook[id] is GateStep gate && run.Goes(gate) < gate.Votes ? $"gate '{id}' has {run.Goes(gate)} of {gate.Votes} votes" : null;

    private static string? Retry(RunState run, string id) =>
        Step(run, id, StepStatus.Held)
        ?? (run.Runbook[id].IsBack ? In(run, RunStatus.Stuck, RunStatus.TurningBack) : In(run, RunStatus.Forward));

    private static string? Skip(RunState run, string id) => run.Runbook[id].IsGuard
        ? $"'{id}' is a guard, and a guard is never skipped: mend what it found and retry, or turn back"
        : null;

    private static string? Stale(RunState run, string id) => run.HasOpenedAfter(run.Runbook[id])
        ? $"the new side has opened, and '{id}' came before that"
        : null;

    private static string? Vote(RunState run, Voted e) =>
        !run.Runbook.TryFind(e.Gate, out var step) || step is not GateStep gate
            ? $"the runbook has no gate '{e.Gate}'; there are: {string.Join(", ", run.Runbook.Steps.Where(other => other.IsGate))}"
        : gate.Roles.All(role => role.Name != e.Role) ? $"'{e.Role}' has no vote at '{e.Gate}'; {string.Join(", ", gate.Roles)} have"
        : run[gate].Status == StepStatus.Done ? $"gate '{e.Gate}' has passed"
        : run.Missing(gate) is { } missing
            ? $"gate '{e.Gate}' does not ask yet, because '{missing}' is {run[missing].Status}; vote once it asks"
        : null;

    private static string? Late(RunState run, string id) =>
        !run.Runbook[id].IsGate ? $"'{id}' is not a gate"
        : run[run.Runbook[id]].IsLate ? $"that was said of '{id}' already"
        : null;

    private static string? Spent(RunState run, string id) =>
        !run.Runbook[id].IsFence ? $"'{id}' is not a fence"
        : run[run.Runbook[id]].BudgetSpent ? $"that was said of '{id}' already"
        : null;

    private static string? TurnBack(RunState run) =>
        run.PassedPointOfNoReturn is { } step ? $"'{step.Id}' is done, and after it there is no way back" : null;

    private static string? Undo(RunState run, string id)
    {
        if (!run.Runbook.TryFind(id, out var step))
            return $"the runbook has no step '{id}'";
        if (!step.IsReversible || step.IsBack)
            return $"step '{id}' cannot be undone";
        if (!run[step].WasTried)
            return $"step '{id}' was never begun, so there is nothing to undo";

        return run[step].Status is StepStatus.Undone or StepStatus.UndoHeld ? $"step '{id}' is {run[step].Status}" : null;
    }

    private static string? End(RunState run, Outcome outcome)
    {
        if (outcome == Outcome.Abandoned)
            return run.Status == RunStatus.Ended ? "the run is Ended" : null;
        if (outcome == Outcome.Stuck)
            return "a run is stuck by the step that could not be undone, and goes on when it is mended";
        if (outcome == Outcome.Completed)
        {
            return In(run, RunStatus.Forward)
                ?? (run.Runbook.Steps.FirstOrDefault(step => !run[step].IsSettled) is { } open ? $"step '{open.Id}' is "
                    + $"{run[open].Status}" : null);
        }

        if (outcome is not (Outcome.TurnedBack or Outcome.Aborted))
            return $"'{outcome}' is not an outcome of this version";
        if (In(run, RunStatus.TurningBack) is { } elsewhere)
            return elsewhere;
        if (run.FirstFenceAt is null != (outcome == Outcome.Aborted))
        {
            return outcome == Outcome.Aborted
                ? "writers have been kept out, so the run turned back"
                : "no writer was kept out, so the run was aborted";
        }

        return run.WayBack().Needs.Keys.FirstOrDefault(turn => !run.IsFinished(turn)) is { } left ? $"{left} is not finished" : null;
    }
}
