using System.Globalization;
using System.Text;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>A plan as a Mermaid flowchart: phases as boxes, edges as needed, the way back dotted.</summary>
internal static class PlanMermaid
{
    public static string Of(Runbook runbook)
    {
        var names = runbook.Steps.Concat(runbook.BackSteps).Select((step, i) => (step, i))
            .ToDictionary(entry => entry.step, entry => string.Create(CultureInfo.InvariantCulture, $"s{entry.i + 1}"));
        var text = new StringBuilder("flowchart LR\n");
        foreach (var phase in runbook.Steps.GroupBy(step => step.Phase).OrderBy(group => group.Key))
            Box(text, phase.Key.ToString(), phase, names);
        if (runbook.BackSteps.Length > 0)
            Box(text, "Way back", runbook.BackSteps, names);

        foreach (var (step, name) in names)
        {
            foreach (var need in step.Needs)
                text.Append(CultureInfo.InvariantCulture, $"  {names[need]} --> {name}\n");
            foreach (var begun in step.IfBegun)
                text.Append(CultureInfo.InvariantCulture, $"  {names[begun]} -. if begun .-> {name}\n");
            foreach (var fence in step.Seals)
                text.Append(CultureInfo.InvariantCulture, $"  {name} -. seals .-> {names[fence]}\n");
        }

        return text.ToString();
    }

    private static void Box(StringBuilder text, string title, IEnumerable<Step> steps, Dictionary<Step, string> names)
    {
        text.Append(CultureInfo.InvariantCulture, $"  subgraph {title.Replace(' ', '_')} [\"{title}\"]\n");
        foreach (var step in steps)
        {
            var marks = string.Concat(StepMarks.Of(step).Select(mark => $"<br/>{Escaped(mark)}"));
            var (open, close) = step.IsGate ? ("{{", "}}") : step.IsFence ? ("[[", "]]") : step.IsEffect ? ("[", "]") : ("([", "])");
            text.Append(CultureInfo.InvariantCulture, $"    {names[step]}{open}\"{step.Id}<br/>{Escaped(step.Verb)}{marks}\"{close}\n");
        }

        text.Append("  end\n");
    }

    private static string Escaped(string text) =>
        text.Replace("#", "#35;").Replace("\"", "#quot;").Replace("<", "#lt;").Replace(">", "#gt;").ReplaceLineEndings(" ");
}
