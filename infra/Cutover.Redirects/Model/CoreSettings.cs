namespace Cutover.Redirects;

/// <summary>The part of a directory section that the core and mod_dir hold, as far as an answer can depend on it.</summary>
internal sealed class CoreSettings
{
    internal CoreOption Options { get; set; } = CoreOption.Unset | CoreOption.SymLinks;

    internal CoreOption Added { get; set; }

    internal CoreOption Removed { get; set; }

    /// <summary>The AllowOverride classes: letters as in <see cref="KnownDirective.Htaccess"/>, U for Nonfatal=Unknown, N for
    /// Nonfatal=Override.</summary>
    internal string? Overrides { get; set; }

    /// <summary>Whether nobody is let in (Require all denied); a section that says anything replaces what was said above it.</summary>
    internal bool? Denied { get; set; }

    internal bool? CanonicalName { get; set; }

    internal bool? CanonicalPort { get; set; }

    internal bool? EncodedSlashes { get; set; }

    internal bool KeepEncodedSlashes { get; set; }

    internal bool? DirectorySlash { get; set; }

    internal List<string>? IndexNames { get; set; }

    internal int? IndexRedirect { get; set; }

    internal bool? QualifyRedirect { get; set; }

    internal Dictionary<int, string> ErrorDocuments { get; init; } = [];

    internal List<Section> Files { get; init; } = [];

    internal List<Section> Ifs { get; init; } = [];

    internal static CoreSettings Merge(CoreSettings low, CoreSettings over)
    {
        var core = new CoreSettings
        {
            Overrides = over.Overrides ?? low.Overrides,
            Denied = over.Denied ?? low.Denied,
            CanonicalName = over.CanonicalName ?? low.CanonicalName,
            CanonicalPort = over.CanonicalPort ?? low.CanonicalPort,
            EncodedSlashes = over.EncodedSlashes ?? low.EncodedSlashes,
            KeepEncodedSlashes = over.EncodedSlashes is null ? low.KeepEncodedSlashes : over.KeepEncodedSlashes,
            DirectorySlash = over.DirectorySlash ?? low.DirectorySlash,
            IndexNames = over.IndexNames ?? low.IndexNames,
            IndexRedirect = over.IndexRedirect ?? low.IndexRedirect,
            QualifyRedirect = over.QualifyRedirect ?? low.QualifyRedirect,
            ErrorDocuments = new Dictionary<int, string>(low.ErrorDocuments),
            Files = [.. low.Files, .. over.Files],
            Ifs = [.. low.Ifs, .. over.Ifs],
        };
        foreach (var (status, document) in over.ErrorDocuments)
        {
            core.ErrorDocuments[status] = document;
        }

        core.MergeOptions(low, over);
        return core;
    }

    private void MergeOptions(CoreSettings low, CoreSettings over)
    {
        if (!over.Options.HasFlag(CoreOption.Unset))
        {
            (Options, Added, Removed) = (over.Options, over.Added, over.Removed);
            return;
        }

        Added = (low.Added & ~over.Removed) | over.Added;
        Removed = (low.Removed & ~over.Added) | over.Removed;
        Options = (low.Options & ~Removed) | Added;
    }
}
