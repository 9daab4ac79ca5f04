using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Where the fronts send requests.</summary>
public static class Traffic
{
    /// <summary>Puts a service into a mode on all these fronts at once, where it is in one of <paramref name="ifNow"/>.</summary>
    public static SetTraffic Set(IEnumerable<Place<FrontAddress>> fronts, string service, TrafficMode mode, params TrafficMode[] ifNow) =>
        new([.. fronts], service, mode, ifNow.ToImmutableArray());
}
