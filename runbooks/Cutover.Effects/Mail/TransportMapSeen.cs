using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>Where a transport's domains lead.</summary>
/// <param name="Entries">The map's value by domain.</param>
public sealed record TransportMapSeen(ImmutableSortedDictionary<string, string> Entries);
