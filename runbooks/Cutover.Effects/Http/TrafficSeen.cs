using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>The mode each front was seen in, by the front's place; null for one that did not say.</summary>
public sealed record TrafficSeen(ImmutableSortedDictionary<string, TrafficMode?> Modes);
