using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What an up would do.</summary>
/// <param name="Hash">
/// SHA-256 over every resource as it would be afterwards, in lower-case hexadecimal: what is approved. It is the same from wherever the
/// stack comes there, so that the way back needs no approval of its own.
/// </param>
/// <param name="Changes">One for each resource that would change.</param>
public sealed record StackPlanSeen(string Hash, ImmutableArray<StackChange> Changes);
