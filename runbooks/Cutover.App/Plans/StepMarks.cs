using Cutover.Engine;

namespace Cutover.App;

/// <summary>What is special about a step, in words.</summary>
internal static class StepMarks
{
    /// <summary>Whether it asks, looks or acts.</summary>
    public static string Kind(Step step) => step.IsGate ? "gate" : step.IsEffect ? "step" : "check";

    /// <summary>Everything that a reader of the plan must notice.</summary>
    public static IEnumerable<string> Of(Step step)
    {
        if (step is GateStep gate)
            yield return gate.Votes == gate.Roles.Length ? "gate" : $"gate, {gate.Votes} of {gate.Roles.Length}";
        else if (!step.IsEffect)
            yield return "check";
        if (step.Probe is IFence fence)
            yield return $"FENCE {Spans.Planned(fence.Budget)}";
        if (step.IsOpening)
            yield return "OPENS";
        foreach (var sealedFence in step.Seals)
            yield return $"seals {sealedFence.Id}";
        if (step.IsPointOfNoReturn)
            yield return "NO RETURN AFTER";
    }

    /// <summary>How a forward step is taken back, or why it need not be.</summary>
    public static string WayBack(Runbook runbook, Step step)
    {
        if (!step.IsEffect)
            return "";

        var answers = runbook.BackSteps.Where(back => back.IfBegun.Contains(step)).Select(back => back.Id);
        var ways = (step.IsReversible ? ["undo"] : Array.Empty<string>()).Concat(answers).ToList();
        if (ways.Count > 0)
            return string.Join(", ", ways);

        return step.Stays is { } reason ? $"stays: {reason}" : "none";
    }
}
