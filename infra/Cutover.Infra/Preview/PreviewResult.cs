using System.Collections.Immutable;

namespace Cutover.Infra;

/// <summary>A preview of one environment: its plan and what breaks policies.</summary>
/// <param name="Plan">All of the environment's stacks.</param>
/// <param name="Broken">What breaks policies.</param>
/// <param name="Shown">The stack that was asked for; null for all.</param>
public sealed record PreviewResult(EstatePlan Plan, ImmutableArray<BrokenPolicy> Broken, string? Shown)
{
    /// <summary>The stacks to show.</summary>
    public IEnumerable<StackPlan> Stacks => Plan.Stacks.Where(stack => Shown is null || stack.Stack == Shown);
}
