using Cutover.Engine;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cutover.App;

/// <summary>A plan as a table for people, with everything: the timeline, then the way back.</summary>
internal static class PlanTable
{
    public static IEnumerable<IRenderable> Of(Runbook runbook)
    {
        yield return new Text($"{PlanSheet.Title(runbook)}\n");
        yield return Forward(runbook);
        if (runbook.BackSteps.Length > 0)
            yield return Back(runbook);
    }

    private static Table Forward(Runbook runbook)
    {
        var table = New("step", "does", "after", "owner", "within", "expect", "note", "way back");
        Phase? shown = null;
        foreach (var step in runbook.Steps.OrderBy(step => step.Phase))
        {
            if (shown is not null && shown != step.Phase)
                table.AddEmptyRow();
            if (shown != step.Phase)
                table.AddRow(new Text(step.Phase.ToString(), new Style(decoration: Decoration.Bold)));
            shown = step.Phase;
            table.AddRow(Cells(
                $"  {step.Id}", step.Verb, string.Join('\n', step.Needs.Select(need => need.Id)),
                step.Owner?.Name, Deadline(step), Expected(step),
                string.Join('\n', StepMarks.Of(step)), StepMarks.WayBack(runbook, step)));
        }

        return table;
    }

    private static Table Back(Runbook runbook)
    {
        var table = New("way back only", "does", "needed if begun", "order", "within");
        foreach (var step in runbook.BackSteps)
        {
            string[] order =
                [.. Said("after", step.Needs), .. Said("after undo of", step.AfterUndo), .. Said("before undo of", step.BeforeUndo)];
            table.AddRow(Cells($"  {step.Id}", step.Verb, Ids(step.IfBegun), string.Join("; ", order), Deadline(step)));
        }

        return table;
    }

    private static IEnumerable<string> Said(string word, IReadOnlyCollection<Step> steps) =>
        steps.Count > 0 ? [$"{word} {Ids(steps)}"] : [];

    private static Table New(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Text(column)) { NoWrap = column is "step" or "after" or "within" or "expect" });
        return table;
    }

    private static IEnumerable<IRenderable> Cells(params IEnumerable<string?> texts) => texts.Select(text => new Text(text ?? ""));

    private static string Ids(IEnumerable<Step> steps) => string.Join(", ", steps.Select(step => step.Id));

    private static string Deadline(Step step) => step.IsGate ? "" : Spans.Planned(step.Terms.Deadline);

    private static string Expected(Step step) => step.Terms.Expected is { } expected ? Spans.Planned(expected) : "";
}
