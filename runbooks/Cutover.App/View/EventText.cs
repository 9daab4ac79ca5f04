using System.Globalization;
using Cutover.Engine;
using static Cutover.Engine.RunEvent;

namespace Cutover.App;

/// <summary>An event as one line for people: the step it is about, and what happened.</summary>
internal static class EventText
{
    /// <summary>Stands where the step's id would, for what is about the run.</summary>
    public const string TheRun = "run";

    public static (string Step, string What) Of(RunEvent happened) => happened switch
    {
        RunStarted e =>
            (TheRun, $"started: {e.Runbook}, plan {Short(e.Hash)}, on {e.Environment} (estate {Short(e.EstateHash)}), build {e.Build}"),
        DriverTook e => (TheRun, $"driven by {e.Driver}"),
        RunbookChanged e =>
            (TheRun, $"plan {Short(e.Hash)} accepted by {e.By}; it differs in {string.Join(", ", e.Steps)}; open gates ask anew"),
        StepWaiting e => (e.Step, $"waits: {e.Why}"),
        StepIntended e => (e.Step, Attempt("begins", e.Attempt)),
        StepDone e => (e.Step, $"done: {e.Why}"),
        AttemptFailed e => (e.Step, string.Create(CultureInfo.InvariantCulture, $"attempt {e.Attempt} failed: {e.Why}")),
        StepHeld e => (e.Step, $"HELD for a person: {e.Why}"),
        StepRetried e => (e.Step, $"retry asked by {e.By}"),
        StepSkipped e => (e.Step, $"skipped by {e.By}: {e.Reason}"),
        FactProved e => (e.Step, $"proved again: {e.Why}"),
        FactStale e => (e.Step, $"no longer holds: {e.Why}"),
        Voted e => (e.Gate, $"{(e.Go ? "GO" : "NO")} from {e.Role} ({e.By}){Because(e.Reason)}"),
        FenceSpent e => (e.Step, $"BUDGET SPENT: {e.Why}"),
        GateLate e => (e.Gate, $"LATE: {e.Why}"),
        TurnBackBegan e => (TheRun, $"TURNS BACK{(e.From.Length > 0 ? $" from {e.From}" : "")}, by {e.By}{Because(e.Reason)}"),
        UndoIntended e => (e.Step, Attempt("undo begins", e.Attempt)),
        UndoDone e => (e.Step, $"undone: {e.Why}"),
        UndoHeld e => (e.Step, $"STUCK, could not be undone: {e.Why}"),
        UndoRetried e => (e.Step, $"retry of the undo asked by {e.By}"),
        Noted e => (TheRun, $"note by {e.By}: {e.Text}"),
        RequestRefused e => (TheRun, $"refused to {e.By}, {e.Kind}: {e.Why}"),
        RunEnded e => (TheRun, $"{e.Outcome}: {e.Why}"),
        _ => (TheRun, happened.ToString()),
    };

    /// <summary>Text from elsewhere in one line: no control characters that would steer the terminal.</summary>
    public static string Plain(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    private static string Attempt(string what, int number) =>
        number == 1 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}, attempt {number}");

    private static string Short(string hash) => hash[..Math.Min(8, hash.Length)];

    private static string Because(string reason) => reason.Length > 0 ? $": {reason}" : "";
}
