using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// A public name, pointed at the edge days before the night: its TTL lowered and waited out, then turned, then seen there by everybody. So
/// no address that resolvers keep changes while writers are out.
/// </summary>
internal sealed class NameMove(RunbookBuilder night, ServicePlaces at)
{
    private const int LowTtlSeconds = 2;

    /// <param name="passes">From here on old front and edge do the same, so it does not matter which one a resolver still knows.</param>
    /// <returns>The step after which every authoritative server and every resolver that was named leads to the edge.</returns>
    public Step Prepare(Step passes)
    {
        var lowered = night.Prepare($"{at.Name}.ttl", Dns.LowerTtl(at.DnsName, LowTtlSeconds)).OwnedBy(IetfRoles.Operations);
        var waited = night.Prepare($"{at.Name}.ttl-wait", Dns.WaitOutTtl(lowered)).Within(2.Hours()).Expect(5.Seconds());
        var flipped = night.Prepare($"{at.Name}.name", Dns.Flip(at.DnsName, IetfPlaces.OldTarget, IetfPlaces.NewTarget))
            .After(waited, passes).Within(1.Minutes()).Expect(100.Milliseconds());
        return night.Prepare($"{at.Name}.name-everywhere", Dns.Everywhere(at.DnsName, IetfPlaces.NewTarget)).After(flipped)
            .Within(10.Minutes()).Expect(3.Seconds());
    }
}
