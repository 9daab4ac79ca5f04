namespace Cutover.Engine;

/// <summary>One way in which a plan is wrong.</summary>
/// <param name="Rule">The rule's name, as in docs/plan-rules.md.</param>
/// <param name="Step">The step it was found at, or empty for the runbook itself.</param>
/// <param name="Sentence">What is wrong, what was expected and how to mend it.</param>
public sealed record BrokenRule(string Rule, string Step, string Sentence);
