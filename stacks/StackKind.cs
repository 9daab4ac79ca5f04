using Pulumi;

namespace Cutover.Stacks;

/// <summary>One of the estate's parts; each environment has one stack of it.</summary>
/// <param name="Name">The stack is called <c>name-environment</c>.</param>
/// <param name="Does">What is in it, for people.</param>
/// <param name="Needs">The kinds whose outputs it reads; they come first.</param>
/// <param name="Create">Makes it, inside a Pulumi program.</param>
public sealed record StackKind(string Name, string Does, IReadOnlyList<string> Needs, Func<StackContext, Stack> Create)
{
    public string In(string environment) => $"{Name}-{environment}";
}
