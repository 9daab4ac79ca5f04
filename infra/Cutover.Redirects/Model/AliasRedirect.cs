namespace Cutover.Redirects;

/// <summary>One Redirect or RedirectMatch. <see cref="Target"/> is null for a status that takes no URL.</summary>
internal sealed record AliasRedirect(string Source, Pcre? Pattern, string? Target, int Status, Rule Rule);
