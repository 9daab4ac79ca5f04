using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Cutover.Infra;

/// <summary>The plans of all stacks of one environment, in the order in which they are brought up.</summary>
/// <param name="Environment">Such as production.</param>
/// <param name="Stacks">Each stack's plan.</param>
/// <param name="Unset">Secrets that no config has yet, as stack and key.</param>
public sealed record EstatePlan(string Environment, ImmutableArray<StackPlan> Stacks, ImmutableArray<string> Unset)
{
    /// <summary>SHA-256 over the stacks' hashes, in lower-case hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Stacks.Select(stack => $"{stack.Stack} {stack.Hash}")))));

    public IEnumerable<(StackPlan Stack, PlannedResource Resource)> Of(string type) =>
        from stack in Stacks
        from resource in stack.Resources
        where resource.Type == type
        select (stack, resource);

    public IEnumerable<(StackPlan Stack, ResourceChange Change)> Changes =>
        from stack in Stacks
        from change in stack.Changes
        select (stack, change);
}
