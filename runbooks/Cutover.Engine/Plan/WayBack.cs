namespace Cutover.Engine;

/// <summary>The graph of turning back: the undoing of what was begun, in reverse, and the steps that only the way back has.</summary>
public sealed class WayBack
{
    private readonly Dictionary<Turn, IReadOnlyCollection<Turn>> _needs = [];

    /// <param name="steps">All steps of the runbook, both ways.</param>
    /// <param name="isBefore">Whether the first step must be Done before the second.</param>
    /// <param name="undoes">Whether this forward step has something to undo.</param>
    /// <param name="begun">Whether this forward step was begun.</param>
    internal WayBack(IReadOnlyCollection<Step> steps, Func<Step, Step, bool> isBefore, Func<Step, bool> undoes, Func<Step, bool> begun)
    {
        var undone = steps.Where(step => !step.IsBack && step.IsReversible && undoes(step)).ToList();
        var extra = steps.Where(step => step.IsBack && step.IfBegun.Any(begun)).ToList();
        foreach (var step in undone)
        {
            var later = undone.Where(other => isBefore(step, other)).Select(Turn.Undo);
            _needs[Turn.Undo(step)] = [.. later, .. extra.Where(back => back.BeforeUndo.Contains(step)).Select(Turn.Do)];
        }

        foreach (var step in extra)
        {
            var needs = step.Needs.Where(extra.Contains).Select(Turn.Do);
            _needs[Turn.Do(step)] = [.. needs, .. step.AfterUndo.Where(undone.Contains).Select(Turn.Undo)];
        }
    }

    /// <summary>What turning back from this state takes.</summary>
    public static WayBack From(Runbook runbook, Func<Step, bool> undoes, Func<Step, bool> begun)
    {
        ArgumentNullException.ThrowIfNull(runbook);
        return new WayBack([.. runbook.Steps, .. runbook.BackSteps], runbook.IsBefore, undoes, begun);
    }

    /// <summary>Each turn with those that must be finished before it.</summary>
    public IReadOnlyDictionary<Turn, IReadOnlyCollection<Turn>> Needs => _needs;

    /// <summary>One thing on the way back: a forward step undone, or a step of the way back done.</summary>
    public sealed record Turn(Step Step, bool IsUndo)
    {
        public static Turn Undo(Step step) => new(step, true);

        public static Turn Do(Step step) => new(step, false);

        public override string ToString() => IsUndo ? $"undo of {Step}" : Step.Id;
    }
}
