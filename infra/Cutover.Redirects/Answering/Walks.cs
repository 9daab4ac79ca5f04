namespace Cutover.Redirects;

/// <summary>Which sections and .htaccess files apply to a request, merged in httpd's order.</summary>
internal static class Walks
{
    /// <summary>NAME_MAX, in bytes.</summary>
    private const int MaxName = 255;

    /// <summary>ap_location_walk and ap_if_walk.</summary>
    internal static void Locations(Request request)
    {
        var uri = NoDoubleSlashes(request.Uri);
        DirectorySettings? merged = null;
        foreach (var section in request.Host.Locations)
        {
            var applies = section.Pattern is { } pattern ? pattern.Match(request.Uri) is not null
                : section.IsFnmatch ? Fnmatch.Matches(section.Path, uri, path: true)
                : uri.StartsWith(section.Path, StringComparison.Ordinal)
                    && (section.Path.EndsWith('/') || section.Path.Length == 0 || uri.Length == section.Path.Length
                        || uri[section.Path.Length] == '/');
            merged = applies ? Merge(merged, section.Settings) : merged;
        }

        Apply(request, merged);
        Ifs(request, request.Settings.Core.Ifs);
    }

    /// <summary>ap_directory_walk: finds what the file name names, what is left over as path info, and the settings on the way.</summary>
    /// <returns>0, or the status that a name longer than the file system allows gets.</returns>
    internal static int Directories(Request request)
    {
        var path = Paths.Clean(request.Filename!);
        var sections = request.Host.Directories;
        var (index, depth, current, at) = (0, 1, "/", 1);
        var overrides = request.Settings.Core.Overrides;
        DirectorySettings? merged = null;
        request.Kind = FileKind.Directory;
        while (true)
        {
            for (; index < sections.Count && sections[index].Pattern is null && sections[index].Components <= depth; index++)
            {
                var section = sections[index];
                if (section.Components == 0 || (section.Components == depth
                    && (section.IsFnmatch ? Fnmatch.Matches(section.Path, current, path: true) : section.Path == current)))
                {
                    overrides = section.Settings.Core.Overrides ?? overrides;
                    merged = Merge(merged, section.Settings);
                }
            }

            if (overrides is { Length: > 0 } && request.Site.Htaccess(request.Host, current, overrides) is { } own)
            {
                merged = Merge(merged, own);
            }

            if (at >= path.Length)
            {
                break;
            }

            var slash = path.IndexOf('/', at);
            var end = slash < 0 ? path.Length : slash;
            var next = path[..end];
            if (end - at > MaxName)
            {
                return 403;
            }

            request.Kind = request.Site.Files.Kind(next);
            if (request.Kind != FileKind.Directory)
            {
                request.Filename = next;
                request.PathInfo = path[end..];
                AfterFiles(request, sections, index, merged);
                return 0;
            }

            (current, at) = (next + "/", end + 1);
            depth++;
        }

        request.Filename = path;
        request.PathInfo = "";
        AfterFiles(request, sections, index, merged);
        return 0;
    }

    /// <summary>ap_file_walk.</summary>
    internal static void Files(Request request)
    {
        var name = request.Filename![(request.Filename!.LastIndexOf('/') + 1)..];
        DirectorySettings? merged = null;
        foreach (var section in request.Settings.Core.Files)
        {
            var applies = section.Pattern is { } pattern ? pattern.Match(name) is not null
                : section.IsFnmatch
                    ? (!name.StartsWith('.') || section.Path.StartsWith('.')) && Fnmatch.Matches(section.Path, name, path: false)
                : section.Path == name;
            merged = applies ? Merge(merged, section.Settings) : merged;
        }

        Apply(request, merged);
    }

    /// <summary>ap_if_walk_sub: what the sections that apply hold joins first, then the If sections inside those take their turn.</summary>
    private static void Ifs(Request request, List<Section> sections)
    {
        DirectorySettings? merged = null;
        var previous = false;
        Captures? groups = null;
        foreach (var section in sections)
        {
            if (section.Kind is "ELSE" or "ELSEIF" && previous)
            {
                continue;
            }

            previous = section.Condition is null
                || section.Condition.Holds(name => RewriteVariables.Lookup(name, request, request.Uri), ref groups);
            merged = previous ? Merge(merged, section.Settings) : merged;
        }

        Apply(request, merged);
        if (merged is not null)
        {
            Ifs(request, merged.Core.Ifs);
        }
    }

    private static void AfterFiles(Request request, List<Section> sections, int index, DirectorySettings? merged)
    {
        for (; index < sections.Count; index++)
        {
            if (sections[index].Pattern?.Match(request.Filename!) is not null)
            {
                merged = Merge(merged, sections[index].Settings);
            }
        }

        Apply(request, merged);
    }

    private static void Apply(Request request, DirectorySettings? merged) =>
        request.Settings = merged is null ? request.Settings : DirectorySettings.Merge(request.Settings, merged);

    private static DirectorySettings Merge(DirectorySettings? low, DirectorySettings over) =>
        low is null ? over : DirectorySettings.Merge(low, over);

    private static string NoDoubleSlashes(string uri)
    {
        while (uri.Contains("//", StringComparison.Ordinal))
        {
            uri = uri.Replace("//", "/", StringComparison.Ordinal);
        }

        return uri;
    }
}
