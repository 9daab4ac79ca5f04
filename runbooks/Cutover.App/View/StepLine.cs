using System.Globalization;
using Cutover.Engine;
using Spectre.Console;
using static Cutover.App.StyledLine;

namespace Cutover.App;

/// <summary>One step in the live view: how it is, its time against what was expected, its attempts, its last word.</summary>
internal static class StepLine
{
    /// <summary>A step of the way forward.</summary>
    public static StyledLine Forward(RunNow now, Step step, Glyphs glyphs, int idCells)
    {
        var state = now.State[step];
        var since = StepTimes.Ready(now.State, step);
        var busy = IsBusy(now, step);
        var took = since is null ? null : state.Ended is { } ended && state.IsSettled ? ended - since : busy ? now.At - since : null;
        var overdue = Overdue(now.State, step);
        var word = overdue.Length > 0 ? overdue
            : now.Said.TryGetValue(step.Id, out var said) && busy ? said
            : state.IsSettled && !step.IsGate ? "" : state.Why;
        var (glyph, style, weight) = state.Status switch
        {
            StepStatus.Done when overdue.Length > 0 => (glyphs.Asks, Asks, 1),
            StepStatus.Done => (glyphs.Done, Good, 8),
            StepStatus.Skipped => (glyphs.Skipped, Asks, 8),
            StepStatus.Held => (glyphs.Held, Bad, 1),
            StepStatus.Waiting when step.IsGate => (glyphs.Asks, Asks, 1),
            StepStatus.Failed => (glyphs.Busy, Asks, 2),
            _ when busy => (glyphs.Busy, Busy, 2),
            _ => (glyphs.Pending, Quiet, 7),
        };
        return Of(weight, glyph, style, step, idCells, took, state.Attempts, word);
    }

    /// <summary>What people are to decide on although nothing has failed: a fence's budget is spent, a gate's time is up.</summary>
    private static string Overdue(RunState run, Step step) =>
        run.Status != RunStatus.Forward ? ""
        : run[step] is { Status: StepStatus.Waiting, IsLate: true } gate ? $"LATE: {gate.Why}"
        : run.SpentFences.Contains(step) ? "BUDGET SPENT, writers are kept out for longer"
        : "";

    /// <summary>One thing on the way back.</summary>
    public static StyledLine Back(RunNow now, WayBack.Turn turn, IReadOnlyCollection<WayBack.Turn> needs, Glyphs glyphs, int idCells)
    {
        var state = now.State[turn.Step];
        var finished = now.State.IsFinished(turn);
        var since = StepTimes.ReadyToGoBack(now.State, now.TurnedAt, turn, needs);
        var stuck = state.Status is StepStatus.UndoHeld or StepStatus.Held;
        var busy = since is not null && !finished && !stuck && now.State.Status == RunStatus.TurningBack;
        var took = since is null ? null : finished ? state.Ended - since : busy ? now.At - since : null;
        var word = finished ? "" : busy && now.Said.TryGetValue(turn.Step.Id, out var said) ? said : stuck ? state.Why : "";
        var (glyph, style, weight) = finished ? (glyphs.Undone, Good, 8)
            : stuck ? (glyphs.Held, Bad, 1)
            : busy ? (glyphs.Busy, Busy, 2)
            : (glyphs.Pending, Quiet, 7);
        return turn.IsUndo
            ? Of(weight, glyph, style, turn.Step, idCells, took, state.UndoAttempts, word, "undo ")
            : Of(weight, glyph, style, turn.Step, idCells, took, state.Attempts, word);
    }

    /// <summary>Whether it acts, looks or waits now.</summary>
    private static bool IsBusy(RunNow now, Step step) =>
        now.State.Status == RunStatus.Forward
        && now.State[step].Status is StepStatus.Pending or StepStatus.Waiting or StepStatus.Intended or StepStatus.Failed
        && StepTimes.Ready(now.State, step) is not null;

    private static StyledLine Of(
        int weight, string glyph, Style style, Step step, int idCells, TimeSpan? took, int attempts, string word, string prefix = "")
    {
        var expected = step.Terms.Expected;
        var late = took > expected && expected > TimeSpan.Zero;
        return new StyledLine(
            weight,
            Piece("   "),
            Piece(glyph, style),
            Piece(" "),
            Fixed(prefix + step.Id, idCells, weight == 7 ? Quiet : Style.Plain),
            Fixed(took is { } time ? Spans.Measured(time) : "", 9, late ? Asks : Style.Plain, right: true),
            Fixed(expected is { } plan ? $" / {Spans.Measured(plan)}" : "", 11, Quiet),
            Fixed(attempts > 1 ? string.Create(CultureInfo.InvariantCulture, $"x{attempts}") : "", 4, Asks),
            Piece(word, weight is 1 ? Bad : Quiet));
    }
}
