using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Signing in with accounts of another site, by OpenID Connect.</summary>
public static class OpenId
{
    /// <summary>Remembers what clients know of a provider: its name for itself, its addresses, its keys.</summary>
    /// <param name="provider">The site that it is part of.</param>
    /// <param name="path">Where below that site it is, such as /api/openid; empty where it is the whole site.</param>
    public static RememberProvider Remember(Place<SiteAddress> provider, string path) => new(provider, path);

    /// <summary>A check that the new provider is, to its clients, the one that is remembered.</summary>
    public static KeepsProvider Keeps(Place<SiteAddress> provider, string path, Step<ProviderSeen> remembered) =>
        new(provider, path, remembered);

    /// <summary>A check that an account signs in.</summary>
    public static SignIn SignIn(Place<LoginAddress> login) => new(login);
}
