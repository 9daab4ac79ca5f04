using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What an up would do.</summary>
/// <param name="Hash">SHA-256 over every change and every value after it, in lower-case hexadecimal: what is approved.</param>
/// <param name="Changes">One for each resource that would change.</param>
public sealed record StackPlanSeen(string Hash, ImmutableArray<StackChange> Changes);
