using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>A public name: its TTL lowered and waited out ahead, then pointed at the edge and seen there by everybody.</summary>
internal sealed class NameMove(RunbookBuilder night, ServicePlaces at)
{
    private const int LowTtlSeconds = 2;

    public Step<NameSeen>? Flipped { get; private set; }

    public Step Prepare()
    {
        var lowered = night.Prepare($"{at.Name}.ttl", Dns.LowerTtl(at.DnsName, LowTtlSeconds)).OwnedBy(IetfRoles.Operations);
        return night.Prepare($"{at.Name}.ttl-wait", Dns.WaitOutTtl(lowered)).Within(2.Hours()).Expect(5.Seconds());
    }

    public Step Switch(params Step[] after) =>
        Flipped = night.Switch($"{at.Name}.name", Dns.Flip(at.DnsName, IetfPlaces.OldTarget, IetfPlaces.NewTarget))
            .After(after).Within(1.Minutes()).Expect(100.Milliseconds());

    /// <summary>Every authoritative server and every resolver that was named gives the new address.</summary>
    public Step Settle() =>
        night.Settle($"{at.Name}.name-everywhere", Dns.Everywhere(at.DnsName, IetfPlaces.NewTarget)).After(Flipped!).Within(10.Minutes())
            .Expect(3.Seconds());
}
