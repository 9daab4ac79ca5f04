using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What a stack's config and state say about the keys that a step changes, and the edge about the services behind it.</summary>
/// <param name="Config">By key; null for one that is not there.</param>
/// <param name="Outputs">By output; null for one that is not there.</param>
public sealed record StackSeen(ImmutableSortedDictionary<string, string?> Config, ImmutableSortedDictionary<string, string?> Outputs)
{
    /// <summary>The mode that the edge said, by the address that was asked; null where it did not say.</summary>
    public ImmutableSortedDictionary<string, string?> Edge { get; init; } = ImmutableSortedDictionary<string, string?>.Empty;

    /// <summary>Values compare by content: two looks at one stack are the same.</summary>
    public bool Equals(StackSeen? other) => other is not null
        && Config.SequenceEqual(other.Config) && Outputs.SequenceEqual(other.Outputs) && Edge.SequenceEqual(other.Edge);

    public override int GetHashCode() => HashCode.Combine(Config.Count, Outputs.Count, Edge.Count);
}
