namespace Cutover.Engine;

/// <summary>Rules about write blocks and about when a new side may be written.</summary>
internal static class FenceRules
{
    public static IEnumerable<BrokenRule> Check(TimeSpan window, IReadOnlyList<Step> steps)
    {
        var forward = steps.Where(step => !step.IsBack).ToList();
        var order = new Precedence(StepGraph.Ordered(forward));
        return Fences(window, forward, order)
            .Concat(UnderFences(forward, order))
            .Concat(Openings(forward, order))
            .Concat(AfterGates(forward, order));
    }

    private static IEnumerable<BrokenRule> Fences(TimeSpan window, List<Step> forward, Precedence order)
    {
        foreach (var fence in forward.Where(step => step.IsFence))
        {
            var budget = ((IFence)fence.Probe!).Budget;
            if (budget <= TimeSpan.Zero || budget > window)
                yield return new(
                    "fence-budget", fence.Id,
                    $"its budget is {budget}; it must be more than nothing and at most the window {window}.");
            if (!fence.IsReversible)
                yield return new("fence-lifted", fence.Id, "it cannot be lifted: a fence's effect must be reversible.");
            if (!forward.Exists(step => step.Seals.Contains(fence)))
                yield return new(
                    "fence-sealed", fence.Id,
                    "nothing seals it; say .Seals(...) at the step after which the other side has opened.");
        }

        foreach (var step in forward)
        {
            foreach (var sealedFence in step.Seals)
            {
                if (!sealedFence.IsFence)
                    yield return new("fence-sealed", step.Id, $"it seals '{sealedFence.Id}', which is not a fence.");
                else if (!order.IsBefore(sealedFence, step))
                    yield return new("fence-sealed", step.Id, $"it seals '{sealedFence.Id}' without coming after it.");
            }
        }
    }

    private static IEnumerable<BrokenRule> UnderFences(List<Step> forward, Precedence order)
    {
        foreach (var step in forward.Where(step => !step.Terms.DeadlineGiven))
        {
            var fence = step.IsFence ? step : order.Before(step).FirstOrDefault(other => other.IsFence && !IsSealedBefore(other, step));
            if (fence is not null)
                yield return new(
                    "deadline-under-fence", step.Id,
                    $"it runs while '{fence.Id}' keeps writers out and has no deadline of its own; say .Within(...).");
        }

        bool IsSealedBefore(Step fence, Step step) => forward.Exists(end => end.Seals.Contains(fence) && order.IsBefore(end, step));
    }

    private static IEnumerable<BrokenRule> Openings(List<Step> forward, Precedence order)
    {
        foreach (var open in forward.Where(step => step.IsOpening))
        {
            if (open.Phase < Phase.Open)
                yield return new("opened-early", open.Id, $"it lets the new side be written in {open.Phase}; that belongs in Open.");
            if (!order.Before(open).Any(step => step.Phase == Phase.Prove))
                yield return new(
                    "opened-early", open.Id,
                    "it lets the new side be written before anything was proved; add an .After(...) of a Prove step.");
            if (!order.Before(open).Any(step => step.IsFence))
                yield return new(
                    "opened-early", open.Id,
                    "it lets the new side be written while nothing keeps writers off the old one; add an .After(...) of a fence.");
        }
    }

    private static IEnumerable<BrokenRule> AfterGates(List<Step> forward, Precedence order)
    {
        foreach (var step in forward.Where(step => !step.IsGate && step.IsEffect && step.Phase is >= Phase.Freeze and <= Phase.Open))
        {
            if (!order.Before(step).Any(other => other.IsGate))
                yield return new(
                    "go-first", step.Id,
                    $"it acts in {step.Phase} without a decision before it; add an .After(...) of a gate.");
        }
    }
}
