namespace Cutover.Redirects;

/// <summary>Where in the configuration a directive is being obeyed.</summary>
internal sealed record WalkContext
{
    internal required ReadingState State { get; init; }

    internal required HostSettings Host { get; init; }

    internal required DirectorySettings Target { get; init; }

    /// <summary>The path of the enclosing directory section; null in a server.</summary>
    internal string? Path { get; init; }

    /// <summary>The AllowOverride classes in force; null outside .htaccess files.</summary>
    internal string? Overrides { get; init; }

    internal bool InLimit { get; init; }

    internal required List<Omission> Omissions { get; init; }

    internal RewriteSettings ServerRewrite => Host.Rewrite ??= new RewriteSettings();

    /// <summary>httpd makes a module's part of host and section the first time one of its directives is met there.</summary>
    internal void TouchRewrite()
    {
        _ = ServerRewrite;
        Target.Rewrite ??= new RewriteSettings { Directory = Path is null ? null : RewriteSettings.WithSlash(Path) };
    }

    internal RewriteSettings Rewrite => Path is null ? ServerRewrite : Target.Rewrite!;

    internal AliasSettings Alias => Target.Alias ??= new AliasSettings();
}
