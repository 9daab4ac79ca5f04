namespace Cutover.Redirects;

/// <summary>Answers a question from the model: reads the request line, chooses the host, runs the phases, follows internal
/// redirects.</summary>
internal static class Answering
{
    internal static Answer Answer(Site site, Question question)
    {
        if (question is { Target: "*", Method: "OPTIONS" })
        {
            return Cutover.Redirects.Answer.None;
        }

        if (Read(site, question, out var request) is { } refused)
        {
            return new Answer(refused, null, null);
        }

        var limit = request!.Host.LimitInternalRedirects ?? 10;
        for (var redirects = 0; ; redirects++)
        {
            var status = CorePhases.Process(request);
            if (status != 0)
            {
                return Ends(request, status);
            }

            if (request.RedirectTo is not { } target)
            {
                return Served(request);
            }

            if (redirects >= limit)
            {
                return Ends(request, 500);
            }

            request = Redirected(request, target + (request.Arguments is null ? "" : "?" + request.Arguments));
        }
    }

    /// <summary>
    /// No rule ended the request: its file is sent, or is not there. A status that an earlier rule set and a later one did not use
    /// stays with the request, and httpd sends the file with it.
    /// </summary>
    private static Answer Served(Request request)
    {
        var lists = request.Site.ListsDirectories;
        var found = request.Kind == FileKind.Directory
            ? lists && request.Settings.Core.Options.HasFlag(CoreOption.Indexes)
            : request.Kind == FileKind.File && request.PathInfo.Length == 0;
        if (found)
        {
            return request.Status == 200 ? Cutover.Redirects.Answer.None : new Answer(request.Status, null, request.By);
        }

        var status = request.Kind == FileKind.Directory && lists ? 403 : 404;
        var missing = Ends(request, status);
        return missing.Status == status ? Cutover.Redirects.Answer.None with { Usual = status } : missing;
    }

    /// <summary>
    /// ap_die: an error inside a request that httpd redirected to itself is reported with the first status left over on the way.
    /// An ErrorDocument at another site turns an error into a redirect; a local one changes neither status nor Location.
    /// </summary>
    private static Answer Ends(Request request, int status)
    {
        if (request.Status != 200)
        {
            var first = request;
            while (first.Previous is { Status: not 200 } before)
            {
                first = before;
            }

            return ReferenceEquals(first, request) ? Sent(request, status) : new Answer(first.Status, null, request.By);
        }

        var elsewhere = status is < 300 or >= 400 and not 401
            && request.Settings.Core.ErrorDocuments.TryGetValue(status, out var document)
            && !document.Contains(' ', StringComparison.Ordinal) && !document.StartsWith('/') && Uris.IsUrl(document) ? document : null;
        return elsewhere is null ? Sent(request, status) : new Answer(302, elsewhere, request.By);
    }

    /// <summary>A header with a raw control byte never leaves httpd: the answer is then an error after an error.</summary>
    private static Answer Sent(Request request, int status)
    {
        var location = status is >= 300 and < 400 ? request.Location : null;
        if (location?.Any(c => c is (< ' ' and not '\t') or '\u007f') != true)
        {
            return new Answer(status, location, request.By);
        }

        request.Status = status;
        return Ends(request, 500);
    }

    private static Request Redirected(Request request, string target)
    {
        var environment = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in request.Environment)
        {
            environment["REDIRECT_" + name] = value;
        }

        var next = new Request(request.Question, request.Site, request.Host)
        {
            Previous = request,
            HostName = request.HostName,
            HostPort = request.HostPort,
            Environment = environment,
            By = request.By,
            Status = request.Status,
            Ended = request.Ended,
        };
        next.Parse(target);
        return next;
    }

    /// <returns>The status of a request line or Host header that httpd refuses, or null.</returns>
    private static int? Read(Site site, Question question, out Request? request)
    {
        request = null;
        var (target, host) = (question.Target, question.Host);
        if (target.Length == 0 || target.Any(c => c is <= ' ' or '\u007f') || target.Contains('#', StringComparison.Ordinal)
            || host is null)
        {
            return 400;
        }

        string? absoluteHost = null;
        if (!target.StartsWith('/'))
        {
            var parts = UriParts.Parse(target);
            if (parts.Scheme is null || parts.HostName is null)
            {
                return 400;
            }

            absoluteHost = parts.HostName + (parts.PortText is null ? "" : ":" + parts.PortText);
            target = (parts.Path ?? "/") + (parts.Query is null ? "" : "?" + parts.Query);
        }

        if (!HostHeader.TryRead(absoluteHost ?? host, out var name, out var port))
        {
            return 400;
        }

        request = new Request(question, site, HostChooser.Choose(site, question, name)) { HostName = name, HostPort = port };
        request.Parse(target);
        return null;
    }
}
