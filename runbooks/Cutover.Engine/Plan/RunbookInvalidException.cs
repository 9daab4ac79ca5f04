namespace Cutover.Engine;

/// <summary>A plan that breaks rules; every one of them is in it.</summary>
public sealed class RunbookInvalidException(string runbook, IReadOnlyList<BrokenRule> broken)
    : Exception($"The runbook '{runbook}' breaks {broken.Count} rule{(broken.Count == 1 ? "" : "s")}:{Environment.NewLine}"
        + string.Join(Environment.NewLine, broken.Select(rule => $"  {rule.Step}: {rule.Sentence} [{rule.Rule}]")))
{
    public IReadOnlyList<BrokenRule> Broken { get; } = broken;
}
