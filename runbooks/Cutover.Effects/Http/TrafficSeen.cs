using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>The mode each service was seen in, by the front's place, a space and the service; null where the front did not say.</summary>
public sealed record TrafficSeen(ImmutableSortedDictionary<string, TrafficMode?> Modes);
