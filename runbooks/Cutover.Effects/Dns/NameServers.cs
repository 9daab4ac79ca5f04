using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>Asks all the servers of a name at once.</summary>
internal static class NameServers
{
    /// <exception cref="EffectException">One of them gave no answer to go by; the message names it.</exception>
    public static async Task<ImmutableArray<ServerAnswer>> AuthoritativeAsync(NameAddress name, CancellationToken cancellation) =>
        [.. await Task.WhenAll(Servers(name).Select(server => DnsServer.Authoritative(server).AskAsync(name, cancellation)))];

    /// <inheritdoc cref="AuthoritativeAsync"/>
    public static async Task<ImmutableArray<ServerAnswer>> ResolversAsync(NameAddress name, CancellationToken cancellation) =>
        [.. await Task.WhenAll(name.Resolvers.Select(server => DnsServer.Resolver(server).AskAsync(name, cancellation)))];

    /// <summary>What the server that takes updates says: the one state that an update is set against.</summary>
    public static async Task<ServerAnswer> PrimaryAsync(NameAddress name, CancellationToken cancellation) =>
        await DnsServer.Authoritative(name.UpdateServer).AskAsync(name, cancellation);

    /// <summary>The values in the form in which answers give them.</summary>
    /// <exception cref="EffectException">They cannot be values of such a name.</exception>
    public static ImmutableArray<string> Values(NameAddress name, TargetAddress target) => target.Values.Count > 0
        ? [.. target.Values.Select(value => DnsUpdate.CheckedValue(name, value)).Order(StringComparer.Ordinal)]
        : throw new EffectException($"The estate gives {name.Name} a target without values.");

    private static IReadOnlyList<string> Servers(NameAddress name) => name.Servers.Count > 0
        ? name.Servers
        : throw new EffectException($"The estate names no authoritative servers of {name.Name}.");
}
