namespace Cutover.Effects;

/// <summary>What a site shows to nobody who has no key and has not signed in.</summary>
public sealed record DoorsAddress
{
    /// <summary>A method and a path each, such as <c>POST /api/email/</c>; at least one.</summary>
    public required IReadOnlyList<string> Doors { get; init; }

    /// <summary>Where the site sends people to sign in: what such an address begins with. Absent where it sends nobody away.</summary>
    public string? SignIn { get; init; }
}
