using System.Text.Json;
using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.Tests;

/// <summary>Events as lines to read.</summary>
internal static class Transcript
{
    public static string Line(JournalEntry entry, DateTimeOffset start) =>
        $"{entry.Seq,3} {(entry.At - start).TotalSeconds,9:0.000} #{entry.Epoch} {Line(entry.Event)}";

    public static string Line(RunEvent happened) => happened switch
    {
        RunStarted e => $"run-started {e.Runbook} in {e.Environment}",
        DriverTook e => $"driver-took {e.Driver}",
        RunbookChanged e => $"runbook-changed {string.Join(' ', e.Steps)}",
        StepWaiting e => $"step-waiting {e.Step}: {e.Why}",
        StepIntended e => $"step-intended {e.Step} ({e.Attempt}) before {Value(e.Before)}",
        StepDone e => $"step-done {e.Step}: {e.Why}",
        AttemptFailed e => $"attempt-failed {e.Step} ({e.Attempt}): {e.Why}",
        StepHeld e => $"step-held {e.Step}: {e.Why}",
        StepRetried e => $"step-retried {e.Step} by {e.By}",
        StepSkipped e => $"step-skipped {e.Step} by {e.By}: {e.Reason}",
        FactProved e => $"fact-proved {e.Step}: {e.Why}",
        FactStale e => $"fact-stale {e.Step}: {e.Why}",
        Voted e => $"voted {(e.Go ? "go" : "no")} {e.Gate} as {e.Role} by {e.By}",
        FenceSpent e => $"fence-spent {e.Step}: {e.Why}",
        GateLate e => $"gate-late {e.Gate}: {e.Why}",
        TurnBackBegan e => $"turn-back-began by {e.By} at {e.From}: {e.Reason}",
        UndoIntended e => $"undo-intended {e.Step} ({e.Attempt})",
        UndoDone e => $"undo-done {e.Step}: {e.Why}",
        UndoHeld e => $"undo-held {e.Step}: {e.Why}",
        UndoRetried e => $"undo-retried {e.Step} by {e.By}",
        Noted e => $"noted by {e.By}: {e.Text}",
        RequestRefused e => $"request-refused {e.Kind} by {e.By}: {e.Why}",
        RunEnded e => $"run-ended {e.Outcome}: {e.Why}",
        _ => throw new InvalidOperationException($"No line for {happened}."),
    };

    private static string Value(JsonElement value) => value.GetRawText();
}
