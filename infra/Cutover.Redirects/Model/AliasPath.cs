namespace Cutover.Redirects;

/// <summary>One Alias or AliasMatch: where in the file system a URL path leads.</summary>
internal sealed record AliasPath(string Source, Pcre? Pattern, string Target);
