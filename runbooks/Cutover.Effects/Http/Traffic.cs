using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Where the fronts send requests.</summary>
public static class Traffic
{
    /// <summary>Puts a service into a mode on all these fronts at once, where it is in one of <paramref name="ifNow"/>.</summary>
    public static SetTraffic Set(IEnumerable<Place<FrontAddress>> fronts, string service, TrafficMode mode, params TrafficMode[] ifNow) =>
        Set(fronts, [service], mode, ifNow);

    /// <summary>The same for services that move together: each front is changed once for all of them.</summary>
    public static SetTraffic Set(
        IEnumerable<Place<FrontAddress>> fronts, IEnumerable<string> services, TrafficMode mode, params TrafficMode[] ifNow)
    {
        ArgumentNullException.ThrowIfNull(ifNow);
        return ifNow.Length > 0
            ? new([.. fronts], [.. services], mode, [.. ifNow])
            : throw new ArgumentException($"Say which modes may be replaced by {mode.Word()}.", nameof(ifNow));
    }
}
