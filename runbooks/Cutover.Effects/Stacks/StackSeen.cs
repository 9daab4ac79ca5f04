using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What a stack's config and state say about the keys that a step changes; null for one that is not there.</summary>
/// <param name="Config">By key.</param>
/// <param name="Outputs">By output.</param>
public sealed record StackSeen(ImmutableSortedDictionary<string, string?> Config, ImmutableSortedDictionary<string, string?> Outputs)
{
    /// <summary>Values compare by content: two looks at one stack are the same.</summary>
    public bool Equals(StackSeen? other) =>
        other is not null && Config.SequenceEqual(other.Config) && Outputs.SequenceEqual(other.Outputs);

    public override int GetHashCode() => HashCode.Combine(Config.Count, Outputs.Count);
}
