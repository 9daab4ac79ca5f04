namespace Cutover.Redirects;

/// <summary>A Worker route: the requests that the script sees, and that the plan counts.</summary>
/// <param name="Pattern">As Cloudflare writes it: a host, a path prefix and a star.</param>
/// <param name="Host">The host name.</param>
/// <param name="Prefix">The path prefix.</param>
/// <param name="Why">The rule, or the first of the rules, that needs it.</param>
public sealed record EdgeRoute(string Pattern, string Host, string Prefix, string Why);
