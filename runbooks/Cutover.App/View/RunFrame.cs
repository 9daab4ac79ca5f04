using System.Globalization;
using Cutover.Engine;
using Spectre.Console;
using static Cutover.App.StyledLine;

namespace Cutover.App;

/// <summary>One picture of a run: a pure function of the moment, so that it can be looked at in a test.</summary>
internal sealed class RunFrame(RunNow now, Glyphs glyphs)
{
    private const int WidestId = 34;

    private RunState Run => now.State;

    /// <summary>The picture, at most so many lines high.</summary>
    public Lines Draw(int height) => new([.. Header(), .. Phases(), .. Back(), .. People()], height);

    private IEnumerable<StyledLine> Header()
    {
        var elapsed = Run.StartedAt is { } started ? (Run.EndedAt ?? now.At) - started : TimeSpan.Zero;
        yield return new StyledLine(
            0,
            Piece($" {Run.Runbook.Id}", Strong),
            Piece($"  {Run.Start?.Environment}  {now.Run}  plan {Run.Hash[..Math.Min(8, Run.Hash.Length)]}  "),
            Piece(Spans.Clock(elapsed), Strong));
        yield return Status();
        if (now.IsStopping)
            yield return new StyledLine(0, Piece($" {RunNow.Stopping}", Asks));
        if (now.Crowd is { Length: > 0 } crowd)
            yield return new StyledLine(0, Piece(" crowd    ", Quiet), Piece(crowd));
        yield return new StyledLine(9);
    }

    private string Window()
    {
        var window = Run.Runbook.Window;
        if (now.Used is not { } used)
            return $"window {Spans.Planned(window)}, not begun";

        return now.OutageEndedAt is not null || Run.EndedAt is not null
            ? $"window {Spans.Measured(used)} of {Spans.Planned(window)}"
            : $"window {Spans.Measured(used)} of {Spans.Planned(window)}, {Spans.Clock(window - used)} left";
    }

    private StyledLine Status() => Run.Status switch
    {
        RunStatus.Ended => Status(Run.Outcome.ToString()!, Run.Outcome == Outcome.Completed ? Good : Bad, Run.Why),
        RunStatus.Stuck => Status("Stuck", Bad, Run.Why),
        RunStatus.TurningBack => Status("Turns back", Asks, Run.TurnBack?.Reason ?? ""),
        RunStatus.Forward => Status("Forward", Busy, Counted()),
        _ => Status("Not started", Quiet, ""),
    };

    private StyledLine Status(string word, Style style, string why) =>
        new(0, Piece($" {word}", style), Piece($"  {Window()}"), Piece($"  {why}", Quiet));

    private string Counted()
    {
        var settled = Run.Runbook.Steps.Count(step => Run[step].IsSettled);
        return string.Create(CultureInfo.InvariantCulture, $"{settled} of {Run.Runbook.Steps.Length} steps");
    }

    private IEnumerable<StyledLine> Phases()
    {
        var goesBack = Run.Status is RunStatus.TurningBack or RunStatus.Stuck || Run.TurnBack is not null;
        var cells = IdCells(Run.Runbook.Steps);
        foreach (var phase in Run.Runbook.Steps.GroupBy(step => step.Phase).OrderBy(group => group.Key))
        {
            var steps = phase.ToList();
            var finished = steps.TrueForAll(step => Run[step].IsSettled || Run[step].Status == StepStatus.Undone);
            var begun = steps.Exists(HasBegun);
            yield return Title(phase.Key, steps, finished, begun);
            if (finished || !begun || goesBack)
                continue;

            foreach (var step in steps)
                yield return StepLine.Forward(now, step, glyphs, cells);
        }
    }

    private bool HasBegun(Step step) =>
        Run[step] != StepState.Pending || (StepTimes.Ready(Run, step) is not null && Run.Status == RunStatus.Forward);

    private StyledLine Title(Phase phase, List<Step> steps, bool finished, bool begun)
    {
        var done = steps.Count(step => Run[step].IsSettled || Run[step].Status == StepStatus.Undone);
        var (glyph, style) = finished ? (glyphs.Done, Good) : begun ? (glyphs.Busy, Busy) : (glyphs.Pending, Quiet);
        return new StyledLine(
            finished ? 5 : begun ? 1 : 6,
            Piece(" "),
            Piece(glyph, style),
            Piece(" "),
            Fixed(phase.ToString(), 10, begun && !finished ? Strong : finished ? Style.Plain : Quiet),
            Fixed(string.Create(CultureInfo.InvariantCulture, $"{done} of {steps.Count}"), 10, Quiet, right: true),
            Fixed(finished ? Took(steps) : "", 10, Quiet, right: true));
    }

    private string Took(List<Step> steps)
    {
        var began = steps.Min(step => StepTimes.Ready(Run, step));
        var ended = steps.Max(step => Run[step].Ended);
        return ended is { } end && began is { } start && end >= start && Run.TurnBack is null ? Spans.Measured(end - start) : "";
    }

    private IEnumerable<StyledLine> Back()
    {
        if (Run.TurnBack is null)
            yield break;

        var turns = Run.WayBack().Needs;
        var left = turns.Count(turn => !Run.IsFinished(turn.Key));
        yield return new StyledLine(
            1, Piece($" {(left > 0 ? glyphs.Busy : glyphs.Undone)} ", left > 0 ? Busy : Good), Fixed("Way back", 10, Strong),
            Fixed(string.Create(CultureInfo.InvariantCulture, $"{turns.Count - left} of {turns.Count}"), 10, Quiet, right: true));
        if (left == 0)
            yield break;

        var cells = IdCells(turns.Keys.Select(turn => turn.Step)) + "undo ".Length;
        foreach (var (turn, needs) in turns.OrderBy(turn => Rank(turn.Key)))
            yield return StepLine.Back(now, turn, needs, glyphs, cells);
    }

    /// <summary>In the order in which it happened, then what is under way, then what is to come.</summary>
    private (int Group, DateTimeOffset At) Rank(WayBack.Turn turn) => Run.IsFinished(turn)
        ? (0, Run[turn.Step].Ended ?? now.At)
        : (Run[turn.Step].Status is StepStatus.Undoing or StepStatus.UndoHeld or StepStatus.Held or StepStatus.Intended ? 1 : 2, now.At);

    private IEnumerable<StyledLine> People()
    {
        var waiting = Run.Status == RunStatus.Ended ? [] : Waiting.Of(Run);
        if (waiting.Count == 0)
            yield break;

        yield return new StyledLine(9);
        foreach (var one in waiting)
        {
            yield return new StyledLine(0, Piece(" ? ", Asks), Piece(one.What));
            foreach (var command in one.Commands)
                yield return new StyledLine(one.Commands[0] == command ? 0 : 3, Piece("     "), Piece(command, Strong));
        }
    }

    private static int IdCells(IEnumerable<Step> steps) => Math.Min(WidestId, steps.Select(step => step.Id.Length).DefaultIfEmpty(0).Max());
}
