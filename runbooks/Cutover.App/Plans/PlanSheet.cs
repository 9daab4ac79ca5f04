using Cutover.Engine;

namespace Cutover.App;

/// <summary>
/// A plan on two pages, to be printed and lie on the table: inside the outage a line for each step, before and after it a line for each
/// service.
/// </summary>
internal static class PlanSheet
{
    private const int Columns = 118;
    private const int StrandWidth = 18;

    private static readonly Phase[] Outage = [Phase.Freeze, Phase.Transfer, Phase.Prove, Phase.Switch, Phase.Open];

    public static IEnumerable<string> Of(Runbook runbook)
    {
        yield return Title(runbook);
        foreach (var phase in runbook.Steps.GroupBy(step => step.Phase).OrderBy(phase => phase.Key))
        {
            yield return "";
            yield return $"{phase.Key}, {Count(phase.Count())}{Announced(phase.Key, runbook)}";
            foreach (var line in Outage.Contains(phase.Key) ? Lines(runbook, [.. phase]) : Strands(phase))
                yield return line;
        }

        if (runbook.BackSteps.Length == 0)
            yield break;

        yield return "";
        yield return
            $"Way back: each step's undo in reverse order, and {Count(runbook.BackSteps.Length)} more once the new side has opened";
        foreach (var line in Strands(runbook.BackSteps))
            yield return line;
    }

    /// <summary>What every shape of a plan begins with.</summary>
    public static string Title(Runbook runbook) =>
        $"{runbook.Id}: {Count(runbook.Steps.Length)}, {runbook.BackSteps.Length} on the way back only; "
        + $"window {Spans.Planned(runbook.Window)}; plan {runbook.Hash[..8]}";

    private static string Announced(Phase phase, Runbook runbook) =>
        phase == Phase.Freeze ? $": from the first fence on, {Spans.Planned(runbook.Window)} are announced" : "";

    private static IEnumerable<string> Lines(Runbook runbook, IReadOnlyList<Step> steps)
    {
        var (ids, owners) = (steps.Max(step => step.Id.Length), steps.Max(step => step.Owner?.Name.Length ?? 0));
        return steps.Select(step => Cut(
            $"  {step.Id.PadRight(ids)}  {(step.Owner?.Name ?? "").PadRight(owners)}  "
            + $"{(step.IsGate && !step.Terms.DeadlineGiven ? "" : $"within {Spans.Planned(step.Terms.Deadline)}"),-13}  "
            + string.Join("; ", Marks(step).Append(StepMarks.WayBack(runbook, step)).Where(mark => mark.Length > 0))));
    }

    private static IEnumerable<string> Marks(Step step) => step is GateStep gate ? [$"gate of {Roles(gate)}"] : StepMarks.Of(step);

    /// <summary>The steps of each service in their order; a gate stands for itself.</summary>
    private static IEnumerable<string> Strands(IEnumerable<Step> steps) =>
        steps.GroupBy(Strand, StringComparer.Ordinal).SelectMany(strand => Wrapped(
            strand.Key, strand.Select(step => (step.IsGate ? $"gate of {Roles((GateStep)step)}" : Rest(step)) + NoReturn(step))));

    private static string Strand(Step step) => step.Id.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? step.Id[..dot] : step.Id;

    private static string Rest(Step step) => step.Id.Length > Strand(step).Length ? step.Id[(Strand(step).Length + 1)..] : step.Verb;

    private static string Roles(GateStep gate) => string.Join(", ", gate.Roles.Select(role => role.Name));

    private static string NoReturn(Step step) => step.IsPointOfNoReturn ? " (no return after)" : "";

    private static IEnumerable<string> Wrapped(string strand, IEnumerable<string> words)
    {
        var line = $"  {strand.PadRight(StrandWidth)}";
        foreach (var word in words)
        {
            if (line.Length + 2 + word.Length > Columns && line.Trim().Length > 0)
            {
                yield return line.TrimEnd();
                line = new string(' ', StrandWidth + 2);
            }

            line += $"  {word}";
        }

        yield return line;
    }

    private static string Cut(string line) => line.Length <= Columns ? line.TrimEnd() : $"{line[..(Columns - 1)]}…";

    private static string Count(int steps) => $"{steps} step{(steps == 1 ? "" : "s")}";
}
