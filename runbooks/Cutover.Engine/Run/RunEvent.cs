using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cutover.Engine;

/// <summary>Everything that can happen in a run, as the journal keeps it. A closed set.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(DriverTook), "driver-took")]
[JsonDerivedType(typeof(RunbookChanged), "runbook-changed")]
[JsonDerivedType(typeof(StepWaiting), "step-waiting")]
[JsonDerivedType(typeof(StepIntended), "step-intended")]
[JsonDerivedType(typeof(StepDone), "step-done")]
[JsonDerivedType(typeof(AttemptFailed), "attempt-failed")]
[JsonDerivedType(typeof(StepHeld), "step-held")]
[JsonDerivedType(typeof(StepRetried), "step-retried")]
[JsonDerivedType(typeof(StepSkipped), "step-skipped")]
[JsonDerivedType(typeof(FactProved), "fact-proved")]
[JsonDerivedType(typeof(FactStale), "fact-stale")]
[JsonDerivedType(typeof(Voted), "voted")]
[JsonDerivedType(typeof(FenceSpent), "fence-spent")]
[JsonDerivedType(typeof(GateLate), "gate-late")]
[JsonDerivedType(typeof(TurnBackBegan), "turn-back-began")]
[JsonDerivedType(typeof(UndoIntended), "undo-intended")]
[JsonDerivedType(typeof(UndoDone), "undo-done")]
[JsonDerivedType(typeof(UndoHeld), "undo-held")]
[JsonDerivedType(typeof(UndoRetried), "undo-retried")]
[JsonDerivedType(typeof(Noted), "noted")]
[JsonDerivedType(typeof(RequestRefused), "request-refused")]
[JsonDerivedType(typeof(RunEnded), "run-ended")]
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>The first event of every run: what is run, against what, and what to do about a failure.</summary>
    public sealed record RunStarted(
        string Runbook,
        string Hash,
        ImmutableSortedDictionary<string, string> StepHashes,
        string Environment,
        string EstateHash,
        string Build,
        OnFailure OnFailure) : RunEvent;

    /// <summary>A process began to drive the run, for the first time or after another.</summary>
    public sealed record DriverTook(string Driver) : RunEvent;

    /// <summary>A person accepted that the plan is no longer the one the run began with, in these steps only.</summary>
    public sealed record RunbookChanged(
        string Hash, ImmutableSortedDictionary<string, string> StepHashes, ImmutableArray<string> Steps, string By) : RunEvent;

    /// <summary>A step was begun and is not yet so: a check that waits, a gate that asks.</summary>
    public sealed record StepWaiting(string Step, string Why) : RunEvent;

    /// <summary>The step's effect is about to be called. <paramref name="Before"/> is what the first attempt's probe saw.</summary>
    public sealed record StepIntended(string Step, int Attempt, string Key, JsonElement Before) : RunEvent;

    /// <summary>The step's probe saw that it is so.</summary>
    public sealed record StepDone(string Step, JsonElement? Value, string Why) : RunEvent;

    public sealed record AttemptFailed(string Step, int Attempt, string Why) : RunEvent;

    /// <summary>The step needs a person: retry, skip or turn back.</summary>
    public sealed record StepHeld(string Step, string Why) : RunEvent;

    public sealed record StepRetried(string Step, string By) : RunEvent;

    public sealed record StepSkipped(string Step, string By, string Reason) : RunEvent;

    /// <summary>A finding that had expired was proved again.</summary>
    public sealed record FactProved(string Step, JsonElement? Value, string Why) : RunEvent;

    /// <summary>A finding no longer holds; the step begins anew.</summary>
    public sealed record FactStale(string Step, string Why) : RunEvent;

    public sealed record Voted(string Gate, string Role, string By, bool Go, string Reason) : RunEvent;

    /// <summary>Writers have been kept out for longer than the fence's budget.</summary>
    public sealed record FenceSpent(string Step, string Why) : RunEvent;

    /// <summary>A gate was not decided within the time that the plan gives it. It goes on asking.</summary>
    public sealed record GateLate(string Gate, string Why) : RunEvent;

    /// <summary>From here on the run goes back. <paramref name="From"/> is the step at which it was decided, or empty.</summary>
    public sealed record TurnBackBegan(string By, string Reason, string From) : RunEvent
    {
        internal const string Rehearsal = "the rehearsal";

        /// <summary>Whether it was told to turn back once this step was done, and did just that.</summary>
        public bool IsRehearsedFrom(string? step) => By == Rehearsal && From == step;
    }

    public sealed record UndoIntended(string Step, int Attempt) : RunEvent;

    /// <summary>The prior state is restored, or was never left.</summary>
    public sealed record UndoDone(string Step, JsonElement? Value, string Why) : RunEvent;

    /// <summary>The step could not be undone; the run is stuck until a person mends it.</summary>
    public sealed record UndoHeld(string Step, string Why) : RunEvent;

    public sealed record UndoRetried(string Step, string By) : RunEvent;

    public sealed record Noted(string By, string Text) : RunEvent;

    /// <summary>A person asked for something that the run's state does not allow.</summary>
    public sealed record RequestRefused(string Kind, string By, string Why) : RunEvent;

    public sealed record RunEnded(Outcome Outcome, string Why) : RunEvent;
}
