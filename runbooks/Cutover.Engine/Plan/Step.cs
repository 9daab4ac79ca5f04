using System.Collections.Immutable;
using System.Text.Json;

namespace Cutover.Engine;

/// <summary>
/// One thing that is done: its place in the graph, its owner and its terms. Configured until the runbook is built, then fixed.
/// </summary>
public abstract class Step
{
    private bool _frozen;

    private protected Step(string id, Phase phase, bool isBack)
    {
        Id = id;
        Phase = phase;
        IsBack = isBack;
    }

    /// <summary>Names the step in the plan, the journal and on the command line.</summary>
    public string Id { get; }

    public Phase Phase { get; }

    /// <summary>Whether the step belongs to the way back only.</summary>
    public bool IsBack { get; }

    /// <summary>The probe or effect; a gate has none.</summary>
    public abstract IProbe? Probe { get; }

    /// <summary>What it does, for people.</summary>
    public abstract string Verb { get; }

    /// <summary>Whether it changes the world, rather than looking or asking.</summary>
    public abstract bool IsEffect { get; }

    /// <summary>Whether it can be taken back.</summary>
    public abstract bool IsReversible { get; }

    public Role? Owner { get; private set; }

    public StepTerms Terms { get; private set; } = new();

    /// <summary>The steps that must be Done before this one begins: those named and those read.</summary>
    public ImmutableArray<Step> Needs { get; private set; } = [];

    /// <summary>What it needs and, behind a gate, what the gate needs: people said go because that was so.</summary>
    internal ImmutableArray<Step> LeansOn { get; private set; } = [];

    /// <summary>The steps that the effect holds in its properties, whose outputs it may read.</summary>
    public ImmutableArray<Step> Reads { get; private set; } = [];

    /// <summary>The fences that are sealed when this step is Done: the other side has opened.</summary>
    public ImmutableArray<Step> Seals { get; private set; } = [];

    /// <summary>Why an effect needs no way back; what it leaves is named when the run turns back.</summary>
    public string? Stays { get; private set; }

    /// <summary>Whether turning back is no longer offered once this step is begun.</summary>
    public bool IsPointOfNoReturn { get; private set; }

    /// <summary>On the way back: begins only if one of these forward steps was begun.</summary>
    public ImmutableArray<Step> IfBegun { get; private set; } = [];

    /// <summary>On the way back: must be Done before these forward steps are undone.</summary>
    public ImmutableArray<Step> BeforeUndo { get; private set; } = [];

    /// <summary>On the way back: begins after these forward steps are undone.</summary>
    public ImmutableArray<Step> AfterUndo { get; private set; } = [];

    public bool IsGate => this is GateStep;

    public bool IsFence => Probe is IFence;

    public bool IsOpening => Probe is IOpening;

    /// <summary>A step that may never be skipped, because others rely on what it keeps out or proves.</summary>
    public bool IsGuard => IsGate || IsFence || Phase == Phase.Prove;

    public sealed override string ToString() => Id;

    internal abstract ValueTask<Seen> ProbeAsync(StepContext context, CancellationToken cancellation);

    internal abstract ValueTask DoAsync(StepContext context, JsonElement before, CancellationToken cancellation);

    internal abstract ValueTask UndoAsync(StepContext context, JsonElement before, CancellationToken cancellation);

    internal abstract bool IsUndone(JsonElement before, JsonElement now);

    /// <summary>The typed value of what was journaled.</summary>
    internal abstract object? Parse(JsonElement value);

    internal void Change(Func<StepTerms, StepTerms> terms) => Terms = terms(Open().Terms);

    internal void OwnBy(Role owner) => Open().Owner = owner;

    internal void StayAfterTurningBack(string reason) => Open().Stays = reason;

    internal void EndReturn() => Open().IsPointOfNoReturn = true;

    internal void Need(IEnumerable<Step> steps) => Open().Needs = Merge(Needs, steps);

    internal void Seal(IEnumerable<Step> fences) => Open().Seals = Merge(Seals, fences);

    internal void Apply(IEnumerable<Step> begun) => Open().IfBegun = Merge(IfBegun, begun);

    internal void Precede(IEnumerable<Step> undone) => Open().BeforeUndo = Merge(BeforeUndo, undone);

    internal void Follow(IEnumerable<Step> undone) => Open().AfterUndo = Merge(AfterUndo, undone);

    internal void Freeze(IReadOnlyCollection<Step> reads)
    {
        Reads = [.. reads];
        Needs = Merge(Needs, reads.Where(read => read.IsBack == IsBack));
        _frozen = true;
    }

    /// <summary>Once all that it needs has been told the same.</summary>
    internal void Lean() => LeansOn = Merge(Needs, Needs.Where(need => need.IsGate).SelectMany(gate => gate.LeansOn));

    private static ImmutableArray<Step> Merge(ImmutableArray<Step> have, IEnumerable<Step> more) => [.. have.Union(more)];

    private Step Open() => _frozen
        ? throw new InvalidOperationException($"Step '{Id}' belongs to a built runbook and can no longer be changed.")
        : this;
}
