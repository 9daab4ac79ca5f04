namespace Cutover.Redirects;

/// <summary>mod_alias's part of a directory section.</summary>
internal sealed class AliasSettings
{
    internal List<AliasRedirect> Redirects { get; init; } = [];

    internal bool? Relative { get; set; }

    /// <summary>The form without a path, allowed in Location sections only; its target is an expression.</summary>
    internal AliasRedirect? Here { get; set; }

    internal static AliasSettings Merge(AliasSettings low, AliasSettings over) => new()
    {
        Redirects = [.. over.Redirects, .. low.Redirects],
        Relative = over.Relative ?? low.Relative,
        Here = over.Here ?? low.Here,
    };
}
