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

    /// <summary>Sends services' requests somewhere else: the config of the traffic stack, and one up of it alone.</summary>
    /// <param name="traffic">The traffic stack.</param>
    /// <param name="services">The services, as its config names them.</param>
    /// <param name="mode">Not <see cref="TrafficMode.Maintenance"/>, which is one switch for all services.</param>
    /// <param name="edge">Where it must be seen; null for services that no edge stands before.</param>
    public static StackUp To(
        Place<StackAddress> traffic, IReadOnlyCollection<string> services, TrafficMode mode, Place<EdgeAddress>? edge = null) => mode switch
    {
        TrafficMode.Maintenance =>
            throw new ArgumentException("Maintenance closes all services at once: it is a key of the stack, and no flip.", nameof(mode)),
        TrafficMode.Edge => throw new ArgumentException("Only another front passes to the edge; the edge decides.", nameof(mode)),
        _ => new StackUp(
            traffic,
            All(services, service => ($"origin.{service}", mode.Word())),
            All(services, service => ($"modes.{service}", mode.Word())),
            Allowed)
        {
            Edge = edge,
            Modes = All(edge is null ? [] : services, service => (service, mode.Word())),
        },
    };

    /// <summary>The same up, which sends services that no edge stands before somewhere as well.</summary>
    /// <param name="flip">The up.</param>
    /// <param name="services">Services whose names lead to a host.</param>
    /// <param name="mode">To which side.</param>
    public static StackUp Along(this StackUp flip, IReadOnlyCollection<string> services, TrafficMode mode)
    {
        ArgumentNullException.ThrowIfNull(flip);
        return flip with
        {
            Config = flip.Config.SetItems(All(services, service => ($"origin.{service}", mode.Word()))),
            Outputs = flip.Outputs.SetItems(All(services, service => ($"modes.{service}", mode.Word()))),
        };
    }

    /// <summary>A check that people approved these flips, each of which is a way back too.</summary>
    public static PreviewsApproved Approved(
        Place<StackAddress> traffic, IReadOnlyCollection<string> services, params IEnumerable<TrafficMode> modes) =>
        new(traffic, [.. modes.Select(mode => To(traffic, services, mode).Config)], Allowed);

    private static ImmutableSortedDictionary<string, string> All<T>(IEnumerable<T> items, Func<T, (string Key, string Value)> entry) =>
        items.Select(entry).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
