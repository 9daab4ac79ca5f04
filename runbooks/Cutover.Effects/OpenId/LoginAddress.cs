namespace Cutover.Effects;

/// <summary>A site that people sign in to with an account of another, and an account to try it with.</summary>
public sealed record LoginAddress
{
    /// <summary>Where signing in begins, such as https://archive.example.org/oidc/authenticate/.</summary>
    public required string Url { get; init; }

    /// <summary>Who asks for the password: scheme, name and port, such as https://auth.example.org. It is typed nowhere else.</summary>
    public required string Provider { get; init; }

    public required string User { get; init; }

    /// <summary>A file on this machine whose first line is the user's password.</summary>
    public required string PasswordFile { get; init; }

    /// <summary>What the site shows to whom is signed in, and to nobody else: the account's name.</summary>
    public required string Shows { get; init; }

    /// <summary>The DNS server that knows the names, an address with an optional port; null for the machine's own.</summary>
    public string? Resolver { get; init; }
}
