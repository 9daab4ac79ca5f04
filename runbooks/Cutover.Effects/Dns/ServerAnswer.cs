using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What one server says of a name.</summary>
/// <param name="Server">Its address and port.</param>
/// <param name="Values">The addresses or the name, sorted.</param>
/// <param name="Ttl">In seconds; at a resolver, what is left of it.</param>
/// <param name="Serial">The zone's serial there; absent for a resolver.</param>
public sealed record ServerAnswer(string Server, ImmutableArray<string> Values, int Ttl, long? Serial)
{
    /// <summary>Whether it gives exactly these.</summary>
    internal bool Says(IReadOnlyList<string> values) => Values.SequenceEqual(values, StringComparer.OrdinalIgnoreCase);

    public override string ToString() =>
        $"{Server} says {string.Join(" and ", Values)} with TTL {Ttl}{(Serial is null ? "" : $" at serial {Serial}")}";
}
