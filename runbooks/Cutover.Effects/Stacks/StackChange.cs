using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>A resource that an up would change.</summary>
/// <param name="Operation">As Pulumi says it: create, update, replace, delete and so on.</param>
/// <param name="Type">The type's token.</param>
/// <param name="Name">Its name in Pulumi.</param>
/// <param name="Paths">The inputs that differ; an item of a list is [*].</param>
public sealed record StackChange(string Operation, string Type, string Name, ImmutableArray<string> Paths);
