namespace Cutover.Redirects;

/// <summary>The main server or one virtual host.</summary>
internal sealed class HostSettings(SourceLine at)
{
    internal SourceLine At { get; } = at;

    internal bool IsVirtual { get; init; }

    internal string? Name { get; set; }

    internal int Port { get; set; }

    internal string? Scheme { get; set; }

    internal string Admin { get; set; } = "[no address given]";

    internal List<string> Aliases { get; } = [];

    internal List<HostAddress> Addresses { get; } = [];

    internal string? DocumentRoot { get; set; }

    internal List<string>? AccessFiles { get; set; }

    internal bool? MergeSlashes { get; set; }

    internal int? LimitRequestLine { get; set; }

    internal int? LimitInternalRedirects { get; set; }

    /// <summary>Null where no mod_rewrite directive stands anywhere in the host; httpd then never runs the host's server rules.</summary>
    internal RewriteSettings? Rewrite { get; set; }

    internal List<AliasRedirect> Redirects { get; set; } = [];

    internal List<AliasPath> Paths { get; set; } = [];

    internal DirectorySettings Defaults { get; set; } = new();

    internal List<Section> Directories { get; set; } = [];

    internal List<Section> Locations { get; set; } = [];

    /// <summary>ap_fixup_virtual_hosts: what a virtual host takes over from the main server.</summary>
    internal void Inherit(HostSettings main)
    {
        Name ??= main.Name;
        DocumentRoot ??= main.DocumentRoot;
        AccessFiles ??= main.AccessFiles;
        MergeSlashes ??= main.MergeSlashes;
        LimitRequestLine ??= main.LimitRequestLine;
        LimitInternalRedirects ??= main.LimitInternalRedirects;
        Rewrite = Rewrite is null ? null : RewriteSettings.Merge(main.Rewrite ?? new RewriteSettings(), Rewrite);
        Redirects = [.. Redirects, .. main.Redirects];
        Paths = [.. Paths, .. main.Paths];
        Defaults = DirectorySettings.Merge(main.Defaults, Defaults);
        Directories = [.. main.Directories, .. Directories];
        Locations = [.. main.Locations, .. Locations];
    }

    /// <summary>ap_core_reorder_directories: by depth, those with a regular expression last, otherwise as they stand.</summary>
    internal void Order() =>
        Directories = [.. Directories.OrderBy(section => section.Pattern is not null)
            .ThenBy(section => section.Pattern is null ? section.Components : 0)];
}
