using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>What clients know of an OpenID provider.</summary>
/// <param name="Issuer">What it calls itself, in every token.</param>
/// <param name="Endpoints">Its addresses, by what OpenID Connect Discovery 1.0 calls them.</param>
/// <param name="Keys">The thumbprints (RFC 7638) of the keys that it signs with, by their ids.</param>
public sealed record ProviderSeen(
    string Issuer, ImmutableSortedDictionary<string, string> Endpoints, ImmutableSortedDictionary<string, string> Keys);
