namespace Cutover.Redirects;

/// <summary>mod_rewrite's part of a directory section, or of a server.</summary>
internal sealed class RewriteSettings
{
    internal bool? Enabled { get; set; }

    internal RewriteOption Options { get; set; }

    internal bool OptionsSet { get; set; }

    internal string? Base { get; set; }

    internal bool BaseSet { get; set; }

    /// <summary>The directory that the rules apply in, with a trailing slash; null for a server.</summary>
    internal string? Directory { get; init; }

    internal List<RewriteCondition> Pending { get; set; } = [];

    internal List<RewriteRule> Rules { get; init; } = [];

    internal Dictionary<string, RewriteMap> Maps { get; init; } = new(StringComparer.Ordinal);

    internal static string WithSlash(string path) => path.EndsWith('/') ? path : path + "/";

    /// <summary>config_server_merge and config_perdir_merge: rules are replaced unless an option inherits them.</summary>
    internal static RewriteSettings Merge(RewriteSettings low, RewriteSettings over)
    {
        var options = over.OptionsSet ? over.Options : low.Options;
        var ignore = options.HasFlag(RewriteOption.IgnoreInherit);
        var after = options.HasFlag(RewriteOption.Inherit) || (low.Options.HasFlag(RewriteOption.InheritDown) && !ignore);
        var before = options.HasFlag(RewriteOption.InheritBefore) || (low.Options.HasFlag(RewriteOption.InheritDownBefore) && !ignore);
        var mergeBase = options.HasFlag(RewriteOption.MergeBase);
        return new RewriteSettings
        {
            Enabled = over.Enabled ?? low.Enabled,
            Options = options,
            OptionsSet = over.OptionsSet || low.OptionsSet,
            Base = mergeBase && !over.BaseSet ? low.Base : over.Base,
            BaseSet = mergeBase && (over.BaseSet || low.BaseSet),
            Directory = over.Directory,
            Rules = after ? [.. over.Rules, .. low.Rules] : before ? [.. low.Rules, .. over.Rules] : over.Rules,
            Maps = after ? Overlay(low.Maps, over.Maps) : before ? Overlay(over.Maps, low.Maps) : over.Maps,
        };
    }

    private static Dictionary<string, RewriteMap> Overlay(Dictionary<string, RewriteMap> low, Dictionary<string, RewriteMap> over)
    {
        var maps = new Dictionary<string, RewriteMap>(low, StringComparer.Ordinal);
        foreach (var (name, map) in over)
        {
            maps[name] = map;
        }

        return maps;
    }
}
