namespace Cutover.Lab;

/// <summary>The names of the lab.</summary>
/// <param name="Zone">The zone, without a dot at its end.</param>
/// <param name="Primary">Knot; takes dynamic updates signed with the key.</param>
/// <param name="Secondary">Knot; follows by NOTIFY and AXFR.</param>
/// <param name="Resolver">unbound, which caches as told; what the crowd asks.</param>
/// <param name="StaleResolver">unbound that holds every answer at least a minute, as some out there do.</param>
/// <param name="KeyFile">The TSIG key as <c>knsupdate -k</c> wants it.</param>
/// <param name="Ttl">Of the services' names, seconds.</param>
/// <param name="DirectTtl">Of names that lead to a host itself, seconds: the traffic stack, whose records they are, keeps it low.</param>
public sealed record LabDns(
    string Zone, Address Primary, Address Secondary, Address Resolver, Address StaleResolver, string KeyFile, int Ttl, int DirectTtl);
