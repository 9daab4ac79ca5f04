namespace Cutover.Lab;

/// <summary>Who signs in where: Datatracker's OpenID provider on both hosts, its clients, and an account to try it with.</summary>
public sealed record LabLogins
{
    internal LabLogins(Address old, Address next, Address wiki, string people, string archive, string directory)
    {
        (Old, New, Wiki) = (new("openid-old", old), new("openid-new", next), wiki);
        (Provider, Archive) = (people, archive);
        Secrets = Path.Combine(directory, "secrets");
    }

    /// <summary>Where the provider is below its site.</summary>
    public static string ProviderPath => "/api/openid";

    public LabProvider Old { get; }

    /// <summary>Runs from the start, with the old one's keys and clients.</summary>
    public LabProvider New { get; }

    /// <summary>A wiki, which does not move.</summary>
    public Address Wiki { get; }

    /// <summary>The site that the provider is part of, as people reach it.</summary>
    public string Provider { get; }

    /// <summary>The mail archive, as people reach it.</summary>
    public string Archive { get; }

    /// <summary>What the provider calls itself, in every token.</summary>
    public string Issuer => Provider + ProviderPath;

    public string User { get; } = "tester@lab.test";

    /// <summary>What the clients show once that user is signed in.</summary>
    public string Shown { get; } = "Night Tester";

    public string PasswordFile => Path.Combine(Secrets, "openid.password");

    /// <summary>The keys that tokens are signed with, as RFC 7517 writes them; both hosts have the same.</summary>
    public string KeysFile => Path.Combine(Secrets, "openid-keys.json");

    /// <summary>What the providers sign their cookies with.</summary>
    public string CookieFile => Path.Combine(Secrets, "openid-cookie.key");

    private string Secrets { get; }

    /// <summary>The file with a client's secret.</summary>
    public string SecretFile(string client) => Path.Combine(Secrets, $"openid-{client}.secret");
}
