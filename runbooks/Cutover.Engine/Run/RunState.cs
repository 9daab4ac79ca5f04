using System.Collections.Immutable;

namespace Cutover.Engine;

/// <summary>Where a run is: the fold of its events over its runbook. Immutable.</summary>
/// <remarks><see cref="TryApply"/> is the way to another state; it serves when an event is written and when a journal is loaded.</remarks>
public sealed record RunState
{
    private RunState(Runbook runbook) => Runbook = runbook;

    public Runbook Runbook { get; }

    public RunStatus Status { get; init; }

    /// <summary>How it ended; Stuck while it is stuck.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Why it ended or is stuck.</summary>
    public string Why { get; init; } = "";

    /// <summary>By step id; a step that nothing happened to is absent.</summary>
    public ImmutableDictionary<string, StepState> Steps { get; init; } = ImmutableDictionary<string, StepState>.Empty;

    /// <summary>The votes at each gate, the last of each role.</summary>
    public ImmutableDictionary<string, ImmutableDictionary<string, RunEvent.Voted>> Votes { get; init; } =
        ImmutableDictionary<string, ImmutableDictionary<string, RunEvent.Voted>>.Empty;

    public RunEvent.RunStarted? Start { get; init; }

    public RunEvent.TurnBackBegan? TurnBack { get; init; }

    /// <summary>The hash of the plan that the run follows now.</summary>
    public string Hash { get; init; } = "";

    public ImmutableSortedDictionary<string, string> StepHashes { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When writers were first kept out.</summary>
    public DateTimeOffset? FirstFenceAt { get; init; }

    /// <summary>The last event's place.</summary>
    public long Seq { get; init; }

    /// <summary>The last driver.</summary>
    public long Epoch { get; init; }

    /// <summary>Before the first event.</summary>
    public static RunState Of(Runbook runbook) => new(runbook);

    public StepState this[Step step]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(step);
            return Steps.GetValueOrDefault(step.Id, StepState.Pending);
        }
    }

    /// <summary>The openings whose effect was called: behind each of them a new side may have been written.</summary>
    public IEnumerable<Step> Opened => Runbook.Openings.Where(IsBegun);

    /// <summary>Whether any new side may have been written.</summary>
    public bool HasOpened => Opened.Any();

    /// <summary>Whether the new side that this step prepares may have been written; another service's opening does not count.</summary>
    public bool HasOpenedAfter(Step step) => Opened.Any(open => open == step || Runbook.IsBefore(step, open));

    /// <summary>The step after which turning back is no longer offered, once it is begun.</summary>
    public Step? PassedPointOfNoReturn => Runbook.Steps.FirstOrDefault(step => step.IsPointOfNoReturn && IsBegun(step));

    /// <summary>The fences that keep writers out for longer than their budget, while these have nowhere else to write.</summary>
    public IEnumerable<Step> SpentFences => Runbook.Fences.Where(fence => this[fence].BudgetSpent && !IsOver(fence));

    /// <summary>What a no at an open gate does from here, in words.</summary>
    public string WhatNoDoes => PassedPointOfNoReturn is not null ? "a no keeps it shut, for there is no way back any more"
        : HasOpened ? "a no turns the whole night back, and what has opened with it"
        : "a no turns the whole night back";

    /// <summary>The steps that wait for a person.</summary>
    public IEnumerable<Step> Held => TurnBack is null
        ? Runbook.Steps.Where(step => this[step].Status == StepStatus.Held)
        : Runbook.Steps.Where(step => this[step].Status == StepStatus.UndoHeld)
            .Concat(Runbook.BackSteps.Where(step => this[step].Status == StepStatus.Held));

    /// <summary>
    /// What a forward step still waits for: a step that it needs, one whose finding people had before them when they said go and which is
    /// looked at anew, or a fence before it that has to stand again.
    /// </summary>
    public Step? Missing(Step step)
    {
        ArgumentNullException.ThrowIfNull(step);
        foreach (var need in step.LeansOn)
        {
            if (!this[need].IsSettled)
                return need;
        }

        return Runbook.Fences.FirstOrDefault(fence => !this[fence].IsSettled && Runbook.IsBefore(fence, step));
    }

    /// <summary>Whether writers have somewhere to write again: the fence is sealed, or what opens behind it is open.</summary>
    internal bool IsOver(Step fence) => Runbook.Steps.Any(step => this[step].Status == StepStatus.Done
        && (step.Seals.Contains(fence) || (step.IsOpening && Runbook.IsBefore(fence, step))));

    /// <summary>The roles that have said go at a gate.</summary>
    public int Goes(GateStep gate)
    {
        ArgumentNullException.ThrowIfNull(gate);
        return VotesAt(gate.Id).Values.Count(vote => vote.Go);
    }

    /// <summary>The votes at a gate by role, the last of each.</summary>
    public ImmutableDictionary<string, RunEvent.Voted> VotesAt(string gate) =>
        Votes.GetValueOrDefault(gate, ImmutableDictionary<string, RunEvent.Voted>.Empty);

    /// <summary>Whether one thing on the way back is finished.</summary>
    public bool IsFinished(WayBack.Turn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return turn.IsUndo ? this[turn.Step].Status == StepStatus.Undone : this[turn.Step].IsSettled;
    }

    /// <summary>What turning back takes from here.</summary>
    public WayBack WayBack() => Engine.WayBack.From(
        Runbook,
        undoes: step => this[step].WasTried,
        begun: IsBegun);

    /// <summary>Why the run refuses a request in this state, or null where it would grant it.</summary>
    public string? WhyRefused(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Asked.Event(this, request) is { } happened
            ? Asked.Objection(request)?.Invoke(this) ?? Transitions.WhyNot(this, happened)
            : Asked.Unknown(request);
    }

    /// <summary>The state after an event, or the reason why the event cannot happen here. Pure and total.</summary>
    public bool TryApply(JournalEntry entry, out RunState next, out string refusal)
    {
        ArgumentNullException.ThrowIfNull(entry);
        refusal = entry.Seq != Seq + 1
            ? $"it is number {entry.Seq} and the last was {Seq}"
            : entry.Epoch < Epoch
                ? $"it is of driver {entry.Epoch} and driver {Epoch} has taken over"
                : Transitions.WhyNot(this, entry.Event) ?? "";
        next = refusal.Length > 0 ? this : Transitions.After(this, entry) with { Seq = entry.Seq, Epoch = entry.Epoch };
        return refusal.Length == 0;
    }

    /// <summary>The state after an event that another plan has judged: this one may have other steps and other edges.</summary>
    internal RunState Replay(JournalEntry entry) => Transitions.After(this, entry) with { Seq = entry.Seq, Epoch = entry.Epoch };

    private bool IsBegun(Step step) => this[step] is { WasTried: true } or { Status: StepStatus.Done };
}
