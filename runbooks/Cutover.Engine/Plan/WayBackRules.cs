namespace Cutover.Engine;

/// <summary>Rules about turning back: everything has a way back, and the way back is a graph that can be walked.</summary>
internal static class WayBackRules
{
    public static IEnumerable<BrokenRule> Check(IReadOnlyList<Step> steps) => Check(steps, new Precedence(StepGraph.Ordered(steps)));

    private static IEnumerable<BrokenRule> Check(IReadOnlyList<Step> steps, Precedence order) =>
        Covered(steps, order).Concat(Placed(steps)).Concat(Walkable(steps, order));

    private static IEnumerable<BrokenRule> Covered(IReadOnlyList<Step> steps, Precedence order)
    {
        var last = steps.FirstOrDefault(step => step.IsPointOfNoReturn);
        foreach (var step in steps.Where(step => step is { IsBack: false, IsEffect: true, Stays: null }))
        {
            if (step.IsPointOfNoReturn || (last is not null && order.IsBefore(last, step)))
                continue;
            if (steps.Any(back => back.IsBack && back.IfBegun.Contains(step)))
                continue;

            if (step.IsOpening)
                yield return new(
                    "way-back", step.Id,
                    "it lets the new side be written and nothing on the way back carries those writes home; add a Back step with "
                        + ".IfBegun(...), or say .Stays(reason).");
            else if (!step.IsReversible)
                yield return new(
                    "way-back", step.Id,
                    "it cannot be undone and nothing on the way back answers for it; make it reversible, add a Back step with "
                        + ".IfBegun(...), or say .Stays(reason).");
        }
    }

    private static IEnumerable<BrokenRule> Placed(IReadOnlyList<Step> steps)
    {
        foreach (var step in steps)
        {
            if (step.IsBack && step.IfBegun.Length == 0)
                yield return new("way-back", step.Id, "it is on the way back and nothing says when it is needed; say .IfBegun(...).");
            if (!step.IsBack && (step.IfBegun.Length > 0 || step.BeforeUndo.Length > 0 || step.AfterUndo.Length > 0))
                yield return new("one-way", step.Id, "IfBegun, BeforeUndoOf and AfterUndoOf are for steps of the way back.");
            foreach (var back in step.IfBegun.Union(step.BeforeUndo).Union(step.AfterUndo).Where(other => other.IsBack))
                yield return new(
                    "one-way", step.Id,
                    $"it is placed by '{back.Id}', which is on the way back itself; name steps of the way forward.");
            foreach (var undone in step.BeforeUndo.Union(step.AfterUndo).Where(other => !other.IsReversible))
                yield return new("way-back", step.Id, $"it is placed by the undoing of '{undone.Id}', which cannot be undone.");
            if (step.IsBack && (step.IsGate || step.IsPointOfNoReturn))
                yield return new("one-way", step.Id, "gates and points of no return belong to the way forward.");
        }
    }

    private static IEnumerable<BrokenRule> Walkable(IReadOnlyList<Step> steps, Precedence order)
    {
        var whole = new WayBack(steps, order.IsBefore, _ => true, _ => true);
        var loop = StepGraph.Loop(whole.Needs);
        if (loop is not null)
            yield return new(
                "way-back-loop", loop[0].Step.Id,
                $"on the way back these wait for each other: {string.Join(" needs ", loop.Append(loop[0]))}. Remove one of these edges.");
    }
}
