using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// What the fronts do with the services' requests. Old front and edge always do the same, so it does not matter which one a resolver still
/// knows; and services that move together are changed together, each front once.
/// </summary>
internal sealed class TrafficMove(RunbookBuilder night, params ServicePlaces[] services)
{
    private static readonly Place<FrontAddress>[] Fronts = [IetfPlaces.OldFront, IetfPlaces.Edge];

    private readonly string[] _names = [.. services.Select(service => service.Name)];

    /// <summary>Services that were frozen before, and are switched together with these.</summary>
    public IReadOnlyList<ServicePlaces> Joined { get; init; } = [];

    /// <summary>What its steps begin with.</summary>
    public string Name { get; init; } = "traffic";

    public Step<TrafficSeen>? Switched { get; private set; }

    /// <summary>Readers go to the old side's reader; everybody else is told when to come back.</summary>
    public Step Freeze(params Step[] after) =>
        night.Freeze($"{Name}.read-only", Traffic.Set(Fronts, _names, TrafficMode.ReadOnly, TrafficMode.Old))
            .After(after).Within(30.Seconds()).Expect(300.Milliseconds());

    /// <summary>Everything goes to the new side, also what still arrives at the old front.</summary>
    public Step Switch(params Step[] after) =>
        Switched = night.Switch(
            $"{Name}.new",
            Traffic.Set(Fronts, [.. _names, .. Joined.Select(service => service.Name)], TrafficMode.New, TrafficMode.ReadOnly))
            .After(after).Within(30.Seconds()).Expect(300.Milliseconds());
}
