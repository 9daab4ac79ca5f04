namespace Cutover.Redirects;

/// <summary>httpd's phases in their order (ap_process_request_internal), as far as an answer depends on them.</summary>
internal static class CorePhases
{
    /// <summary>APR_PATH_MAX; apr_filepath_merge counts four bytes beside both paths, and the path's own slash is not passed to
    /// it.</summary>
    private const int MaxPath = 4096;

    /// <returns>0 when the request goes on to be served, otherwise the status that ends it.</returns>
    internal static int Process(Request request)
    {
        if (Decode(request) is var bad and not 0)
        {
            return bad;
        }

        Walks.Locations(request);
        var status = RewriteHooks.Server(request) ?? AliasHooks.Server(request) ?? Translate(request, request.Uri);
        if (status != 0)
        {
            return status;
        }

        request.Settings = request.Host.Defaults;
        if (Walks.Directories(request) is var unmapped and not 0)
        {
            request.Status = unmapped;
            return unmapped;
        }

        Walks.Files(request);
        Walks.Locations(request);
        if (request.Settings.Core.Denied == true)
        {
            request.By = null;
            return 403;
        }

        foreach (var hook in (Func<Request, int?>[])[RewriteHooks.Directory, AliasHooks.Directory, DirectoryHooks.Fixup])
        {
            if (hook(request) is { } ends and not 0)
            {
                return ends;
            }
        }

        return 0;
    }

    /// <summary>A look-up of another URL below this one's directory, as mod_dir makes for an index.</summary>
    internal static Request Subrequest(Request request, string name)
    {
        var depth = 0;
        for (var above = request; above is not null; above = above.Main ?? above.Previous)
        {
            depth++;
        }

        if (depth > 40)
        {
            throw new UnansweredException($"look-ups for '{request.Uri}' never end");
        }

        var sub = new Request(request.Question, request.Site, request.Host)
        {
            Main = request,
            HostName = request.HostName,
            HostPort = request.HostPort,
            Environment = new(request.Environment, StringComparer.OrdinalIgnoreCase),
        };
        sub.Parse(Uris.Escape(Paths.Parent(request.Uri), partial: false) + name);
        return sub;
    }

    /// <summary>ap_core_translate: the URL path below the document root.</summary>
    internal static int Translate(Request request, string uri)
    {
        if (!uri.StartsWith('/'))
        {
            return 400;
        }

        var depth = 0;
        foreach (var part in uri.Split('/'))
        {
            depth += part is ".." ? -1 : part is "" or "." ? 0 : 1;
            if (depth < 0)
            {
                return 403;
            }
        }

        var root = request.DocumentRoot.TrimEnd('/');
        if (root.Length + uri.Length + 3 > MaxPath)
        {
            return 403;
        }

        var path = Paths.Clean(uri);
        request.Filename = root + path;
        return 0;
    }

    private static int Decode(Request request)
    {
        if (!request.HasPath)
        {
            return 0;
        }

        var merge = request.Host.MergeSlashes != false;
        if (PathNormalizer.Normalize(request.Uri, merge) is not { } path)
        {
            return 400;
        }

        var core = request.Settings.Core;
        var allowed = core.EncodedSlashes == true;
        var status = PathNormalizer.Decode(path, forbidSlashes: !allowed, keepSlashes: allowed && core.KeepEncodedSlashes, out var decoded);
        request.Uri = decoded;
        if (status == 0 && allowed && !core.KeepEncodedSlashes)
        {
            request.Uri = PathNormalizer.Normalize(decoded, merge, decode: false) ?? decoded;
        }

        return status;
    }
}
