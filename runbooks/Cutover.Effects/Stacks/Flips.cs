using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Turning traffic through the traffic stack.</summary>
public static class Flips
{
    /// <summary>What a flip may change and nothing else: a Worker's bindings, and the address behind a name.</summary>
    public static ImmutableArray<string> Allowed { get; } =
    [
        "cloudflare:index/workersScript:WorkersScript bindings[*].text",
        "cloudflare:index/dnsRecord:DnsRecord content",
    ];

    /// <summary>Sends a service's requests somewhere else: the config of the traffic stack, and an up of it alone.</summary>
    /// <param name="traffic">The traffic stack.</param>
    /// <param name="service">The service, as its config names it.</param>
    /// <param name="mode">Not <see cref="TrafficMode.Maintenance"/>, which is one switch for all services.</param>
    public static StackUp To(Place<StackAddress> traffic, string service, TrafficMode mode) => mode == TrafficMode.Maintenance
        ? throw new ArgumentException("Maintenance closes all services at once: use Flips.Maintenance.", nameof(mode))
        : new StackUp(traffic, One($"origin.{service}", mode.Word()), One($"modes.{service}", mode.Word()), Allowed);

    /// <summary>Closes every service, or opens all again as their origins say.</summary>
    /// <param name="traffic">The traffic stack.</param>
    /// <param name="on">Whether they are closed.</param>
    /// <param name="services">The services, each with the mode that it is in when open.</param>
    public static StackUp Maintenance(Place<StackAddress> traffic, bool on, IReadOnlyDictionary<string, TrafficMode> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var outputs = services.ToImmutableSortedDictionary(
            service => $"modes.{service.Key}", service =>
                on ? TrafficMode.Maintenance.Word() : service.Value.Word(), StringComparer.Ordinal);
        return new StackUp(traffic, One("maintenance", on ? "true" : "false"), outputs, Allowed);
    }

    private static ImmutableSortedDictionary<string, string> One(string key, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal).Add(key, value);
}
