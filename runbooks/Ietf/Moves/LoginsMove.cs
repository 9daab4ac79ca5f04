using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// Who signs in with a Datatracker account elsewhere still can. Clients know the issuer and the keys, so the new side must be the same to
/// them before anybody is sent there. Sessions do not move: people sign in again, as was announced.
/// </summary>
internal sealed class LoginsMove(RunbookBuilder night)
{
    /// <summary>Where Datatracker's urls.py includes django-oidc-provider.</summary>
    private const string Path = "/api/openid";

    private static readonly Place<LoginAddress>[] Clients = [LoginPlaces.Archive, LoginPlaces.Wiki];

    private Step<ProviderSeen>? _known;

    /// <summary>The account signs in today, and the new provider would be taken for the old one.</summary>
    /// <param name="apps">The new applications run.</param>
    public Step[] Prepare(params Step[] apps)
    {
        _known = night.Prepare("auth.known", OpenId.Remember(LoginPlaces.Provider, Path)).Within(1.Minutes())
            .OwnedBy(IetfRoles.Datatracker);
        var kept = night.Prepare("auth.kept", OpenId.Keeps(LoginPlaces.NewProvider, Path, _known)).After([_known, .. apps])
            .Within(1.Minutes()).OwnedBy(IetfRoles.Datatracker).Expires(Checks.Tried);
        return [kept, .. Clients.Select(
            client => night.Prepare($"{client.Name}-before", OpenId.SignIn(client)).Within(2.Minutes()).Expect(500.Milliseconds())
                .OwnedBy(IetfRoles.Datatracker).Under(IetfLimits.Looks).Expires(Checks.Tried))];
    }

    /// <summary>By name, for everybody.</summary>
    public IEnumerable<Step> Settle(params Step[] opened)
    {
        yield return night.Settle("auth.same", OpenId.Keeps(LoginPlaces.Provider, Path, _known!)).After(opened).Within(5.Minutes())
            .OwnedBy(IetfRoles.Datatracker);
        foreach (var client in Clients)
            yield return night.Settle(client.Name, OpenId.SignIn(client)).After(opened).Within(5.Minutes()).Expect(500.Milliseconds())
                .OwnedBy(IetfRoles.Datatracker).Under(IetfLimits.Looks);
    }
}
