using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>What the fronts do with a service's requests. Old front and edge always do the same, so it does not matter which one a resolver still knows.</summary>
internal sealed class TrafficMove(RunbookBuilder night, ServicePlaces at)
{
    private static readonly Place<FrontAddress>[] Fronts = [IetfPlaces.OldFront, IetfPlaces.Edge];

    public Step<TrafficSeen>? Switched { get; private set; }

    /// <summary>Readers go to the old side's reader; everybody else is told when to come back.</summary>
    public Step Freeze(params Step[] after) =>
        night.Freeze($"{at.Name}.read-only", Traffic.Set(Fronts, at.Name, TrafficMode.ReadOnly, TrafficMode.Old))
            .After(after).Within(30.Seconds()).Expect(120.Milliseconds());

    /// <summary>Everything goes to the new side, also what still arrives at the old front.</summary>
    public Step Switch(params Step[] after) =>
        Switched = night.Switch($"{at.Name}.traffic", Traffic.Set(Fronts, at.Name, TrafficMode.New, TrafficMode.ReadOnly))
            .After(after).Within(30.Seconds()).Expect(120.Milliseconds());
}
