namespace Cutover.Redirects;

/// <summary>Where mod_dir joins in: a directory asked for without its slash, and its index.</summary>
internal static class DirectoryHooks
{
    /// <returns>Null to decline, 0 when the index is served, otherwise a status.</returns>
    internal static int? Fixup(Request request)
    {
        if (request.Kind != FileKind.Directory || request.PathInfo.Length > 0)
        {
            return null;
        }

        var core = request.Settings.Core;
        if (!request.Uri.EndsWith('/'))
        {
            return core.DirectorySlash == false ? null : Slash(request);
        }

        return request.RedirectTo is null ? Index(request, core) : null;
    }

    private static int Slash(Request request)
    {
        var query = request.Arguments is null ? "" : "?" + request.Arguments;
        request.Location = request.Absolute(Uris.Escape(request.Uri, partial: false) + "/" + query);
        request.By = null;
        return 301;
    }

    /// <summary>Each index name is looked up as a request of its own, rules and all.</summary>
    private static int? Index(Request request, CoreSettings core)
    {
        var error = 0;
        var names = core.IndexNames ?? ["index.html"];
        foreach (var name in names)
        {
            var sub = CorePhases.Subrequest(request, name + (request.Arguments is null ? "" : "?" + request.Arguments));
            var status = CorePhases.Process(sub);
            status = status == 0 ? sub.Status : status;
            if (status == 200 && sub.Kind == FileKind.File)
            {
                (request.Settings, request.PathInfo, request.Arguments) = (sub.Settings, sub.PathInfo, sub.Arguments);
                request.RedirectTo = sub.RedirectTo;
                request.Environment.Clear();
                foreach (var (key, value) in sub.Environment)
                {
                    request.Environment[key] = value;
                }

                request.By = sub.By;
                request.Kind = FileKind.File;
                return 0;
            }

            if (status is >= 300 and < 400 || (status is 406 or 401 && names.Count == 1))
            {
                request.Location = sub.Location;
                request.By = sub.By;
                return status;
            }

            error = status is not (0 or 404 or 200) ? status : error;
        }

        return error == 0 ? null : error;
    }
}
