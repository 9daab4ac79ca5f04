using Cutover.Effects;
using Cutover.Lab;

namespace Ietf;

/// <summary>The lab's addresses for signing in.</summary>
internal sealed class LabLoginAddresses(LabEstate lab)
{
    /// <summary>Adds each by its place's name.</summary>
    public void AddTo(IDictionary<string, object> places)
    {
        places.Add(LoginPlaces.Provider.Name, Provider(lab.Edge.Address));
        places.Add(LoginPlaces.NewProvider.Name, Provider(lab.NewFront.Address));
        places.Add(LoginPlaces.Archive.Name, Client($"{lab.Logins.Archive}/oidc/authenticate/"));
        places.Add(LoginPlaces.Wiki.Name, Client($"http://{lab.HostOf("wiki")}:{lab.Logins.Wiki.Port}/login"));
    }

    private SiteAddress Provider(Address at) => new() { Url = lab.Logins.Provider, ConnectTo = at.ToString() };

    private LoginAddress Client(string url) => new()
    {
        Url = url,
        Provider = lab.Logins.Provider,
        User = lab.Logins.User,
        PasswordFile = lab.Logins.PasswordFile,
        Shows = lab.Logins.Shown,
        Resolver = lab.Dns.Resolver.ToString(),
    };
}
