using System.Collections.Immutable;
using System.Text;
using Cutover.Engine;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Cutover.Effects;

/// <summary>Reads what an OpenID provider tells its clients of itself, past every cache.</summary>
internal static class ProviderReader
{
    private const int Longest = 256 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="EffectException">It tells nothing, or nothing that a client could use.</exception>
    public static async Task<ProviderSeen> ReadAsync(
        Place<SiteAddress> site, string path, StepContext context, CancellationToken cancellation)
    {
        using var asker = new HttpAsker(context.At(site));
        var told = await ReadAsync(
            asker, $"{path}/.well-known/openid-configuration", OpenIdConnectConfiguration.Create, context, cancellation);
        if (string.IsNullOrEmpty(told.Issuer) || !Uri.TryCreate(told.JwksUri, UriKind.Absolute, out var keys))
            throw new EffectException($"{site} tells no issuer or no address of its keys below {path}: is the provider configured?");
        if (keys.Authority != asker.Address("/").Authority)
            throw new EffectException($"{site} says that its keys are at {keys.Authority}: give the place that address.");

        var set = await ReadAsync(asker, keys.PathAndQuery, JsonWebKeySet.Create, context, cancellation);
        var signing = set.Keys.Where(key => key.Use is null or "sig").ToList();
        if (signing.Count == 0 || signing.Any(key => string.IsNullOrEmpty(key.Kid)))
            throw new EffectException($"{keys} has no signing key with an id, and clients need one.");
        return new ProviderSeen(told.Issuer, Endpoints(told), Thumbprints(signing, keys));
    }

    private static async Task<T> ReadAsync<T>(
        HttpAsker asker, string path, Func<string, T> read, StepContext context, CancellationToken cancellation)
    {
        var headers = new[] { KeyValuePair.Create("Cache-Control", "no-cache") };
        var answer = await asker.AskAsync("GET", path, headers, Longest, Patience, context.Time, cancellation);
        if (answer.Status != 200)
            throw new EffectException($"GET {asker.Address(path)}{asker.At} answered {answer.Status}, and 200 with JSON was expected.");
        try
        {
            return read(Encoding.UTF8.GetString(answer.Body));
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // The library's readers throw whatever the text makes them stumble over.
            throw new EffectException($"GET {asker.Address(path)}{asker.At} answered 200 without the JSON that clients need.", unreadable);
        }
    }

    private static ImmutableSortedDictionary<string, string> Endpoints(OpenIdConnectConfiguration told) =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["authorization_endpoint"] = told.AuthorizationEndpoint,
            ["token_endpoint"] = told.TokenEndpoint,
            ["userinfo_endpoint"] = told.UserInfoEndpoint,
            ["end_session_endpoint"] = told.EndSessionEndpoint,
            ["jwks_uri"] = told.JwksUri,
        }
        .Where(endpoint => !string.IsNullOrEmpty(endpoint.Value))
        .ToImmutableSortedDictionary(endpoint => endpoint.Key, endpoint => endpoint.Value!, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, string> Thumbprints(List<JsonWebKey> keys, Uri from)
    {
        try
        {
            return keys.ToImmutableSortedDictionary(
                key => key.Kid, key => Base64UrlEncoder.Encode(key.ComputeJwkThumbprint()), StringComparer.Ordinal);
        }
        catch (Exception broken) when (broken is ArgumentException or InvalidOperationException)
        {
            throw new EffectException($"{from} has a key that is none, or two with the same id: {broken.Message.Split('\n')[0]}", broken);
        }
    }
}
