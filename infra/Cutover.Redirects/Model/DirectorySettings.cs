namespace Cutover.Redirects;

/// <summary>
/// A directory section's configuration, one part per module. A part stays null until a directive of its module stands in the section:
/// httpd merges only parts that are there, and that decides whether parent rules survive.
/// </summary>
internal sealed class DirectorySettings
{
    internal AliasSettings? Alias { get; set; }

    internal RewriteSettings? Rewrite { get; set; }

    internal CoreSettings Core { get; set; } = new();

    internal static DirectorySettings Merge(DirectorySettings low, DirectorySettings over) => new()
    {
        Alias = low.Alias is null ? over.Alias : over.Alias is null ? low.Alias : AliasSettings.Merge(low.Alias, over.Alias),
        Rewrite = low.Rewrite is null ? over.Rewrite
            : over.Rewrite is null ? low.Rewrite
            : RewriteSettings.Merge(low.Rewrite, over.Rewrite),
        Core = CoreSettings.Merge(low.Core, over.Core),
    };

    /// <summary>These settings and those of the Files and If sections inside, however deep.</summary>
    internal IEnumerable<DirectorySettings> WithAllInside() =>
        Core.Files.Concat(Core.Ifs).SelectMany(section => section.Settings.WithAllInside()).Prepend(this);
}
