using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What every server asked says of a name.</summary>
/// <param name="Answers">In the order of the estate.</param>
/// <param name="There">How many of them say what is wanted.</param>
public sealed record NameSeen(ImmutableArray<ServerAnswer> Answers, int There);
