namespace Cutover.Redirects;

/// <summary>Where mod_rewrite joins in: on the server's path (hook_uri2file) and in a directory (hook_fixup).</summary>
internal static class RewriteHooks
{
    /// <returns>Null to decline, 0 when the file name is settled, otherwise a status.</returns>
    internal static int? Server(Request request)
    {
        var host = request.Host.Rewrite;
        if (request.Settings.Rewrite?.Enabled != true || host is null || request.Ended
            || (!request.Settings.Rewrite.Options.HasFlag(RewriteOption.AllowAnyUri) && !request.Uri.StartsWith('/')))
            return null;

        var arguments = request.Arguments;
        Scripts(request);
        request.Filename ??= request.Uri;
        var result = RewriteRun.Apply(request, host.Rules, null, out var last);
        if (result == RewriteResult.Unchanged)
            return null;

        if (Ended(request, result) is { } status)
            return status;

        var scheme = Uris.Absolute(request.Filename, out _);
        if (scheme > 0)
        {
            return Redirect(request, result, scheme, arguments);
        }

        if (request.Filename.Length > 12 && request.Filename.StartsWith("passthrough:", StringComparison.Ordinal))
        {
            request.Uri = request.Filename[12..];
            return null;
        }

        return LocalPath(request, host, last);
    }

    /// <returns>Null to decline, 0 when done, otherwise a status.</returns>
    internal static int? Directory(Request request)
    {
        var settings = request.Settings.Rewrite;
        if (settings?.Enabled != true || settings.Directory is not { } directory)
            return null;

        if ((!settings.Options.HasFlag(RewriteOption.AllowNoSlash) && request.Filename == directory[..^1]) || request.Ended)
            return null;

        if ((request.Settings.Core.Options & (CoreOption.SymLinks | CoreOption.SymOwner)) == CoreOption.None)
        {
            return 403;
        }

        var (filename, arguments) = (request.Filename, request.Arguments);
        var result = RewriteRun.Apply(request, settings.Rules, directory, out _);
        if (result == RewriteResult.Unchanged)
        {
            request.Filename = filename;
            return null;
        }

        if (Ended(request, result) is { } status)
            return status;

        var scheme = Uris.Absolute(request.Filename!, out _);
        if (scheme > 0)
        {
            Rebase(request, settings, scheme);
            return Redirect(request, result, scheme, arguments);
        }

        return Internal(request, settings, filename!);
    }

    private static void Scripts(Request request)
    {
        var environment = request.Environment;
        environment["SCRIPT_URL"] = request.Main?.Environment.GetValueOrDefault("SCRIPT_URL")
            ?? environment.GetValueOrDefault("REDIRECT_SCRIPT_URL") ?? request.Uri;
        environment["SCRIPT_URI"] = request.Absolute(environment["SCRIPT_URL"]);
    }

    /// <summary>What ends the request before a redirect or a path: raw bytes in the query, a status, a proxied URL.</summary>
    private static int? Ended(Request request, RewriteResult result)
    {
        var escapes = Uris.Absolute(request.Filename!, out _) > 0 && result != RewriteResult.RewrittenUnescaped;
        if (request.Arguments is { } query && !escapes && query.Any(c => c is <= ' ' or '\u007f'))
        {
            return 403;
        }

        if (result is RewriteResult.Status or RewriteResult.Failed)
        {
            var status = request.Status;
            request.Status = result == RewriteResult.Status ? 200 : status;
            return status;
        }

        if (request.Filename!.Length > 6 && request.Filename.StartsWith("proxy:", StringComparison.Ordinal))
        {
            return request.Site.HasProxy
                ? throw new UnansweredException($"{request.By} passes the request to another server")
                : 403;
        }

        return null;
    }

    private static int Redirect(Request request, RewriteResult result, int scheme, string? arguments)
    {
        var filename = result == RewriteResult.RewrittenUnescaped ? request.Filename! : EscapeAbsolute(request.Filename!, scheme);
        if (request.Arguments is { } query)
        {
            var asIs = result == RewriteResult.RewrittenUnescaped || query == arguments;
            filename += "?" + (asIs ? query : Uris.Escape(query));
        }

        var status = request.Status is >= 300 and < 400 ? request.Status : 302;
        request.Status = 200;
        request.Location = filename;
        return status;
    }

    private static string EscapeAbsolute(string uri, int scheme)
    {
        if (uri[scheme - 1] != '/')
        {
            return uri[..scheme] + Uris.Escape(uri[scheme..]);
        }

        var slash = uri.IndexOf('/', scheme);
        if (slash < 0 || slash + 1 == uri.Length)
        {
            return uri;
        }

        var (start, rest) = (uri[..(slash + 1)], uri[(slash + 1)..]);
        return uri.StartsWith("ldap", StringComparison.OrdinalIgnoreCase)
            ? start + string.Join('?', rest.Split('?', 5).Select(part => Uris.Escape(part)))
            : start + Uris.Escape(rest);
    }

    private static int LocalPath(Request request, RewriteSettings host, RewriteRule? last)
    {
        if (!request.Filename!.StartsWith('/'))
        {
            return 400;
        }

        if (request.Filename.StartsWith("/~", StringComparison.Ordinal))
        {
            throw new UnansweredException($"{request.By} leads to a user's home directory, '{request.Filename}'");
        }

        var path = request.Filename.TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var first = "/" + (slash < 0 ? path : path[..slash]);
        if (!request.UriReduced && InFileSystem(request, host, last, first))
        {
            return 0;
        }

        return CorePhases.Translate(request, request.Filename);
    }

    /// <summary>prefix_stat: a path whose first part exists on the host, and was meant, is a file path and not a URL path.</summary>
    private static bool InFileSystem(Request request, RewriteSettings host, RewriteRule? last, string first)
    {
        if (request.Site.Files.Kind(first) == FileKind.Missing)
        {
            return false;
        }

        return last is null || host.Options.HasFlag(RewriteOption.UnsafePrefixStat) || last.Has(RewriteFlag.UnsafePrefixStat)
            || last.Output.StartsWith(first, StringComparison.Ordinal)
            || request.Filename!.StartsWith(request.DocumentRoot, StringComparison.Ordinal)
            || (request.ContextRoot is { } root && request.Filename.StartsWith(root, StringComparison.Ordinal));
    }

    /// <summary>A relative result carries the directory's path; RewriteBase puts a URL path in its place.</summary>
    private static void Rebase(Request request, RewriteSettings settings, int scheme)
    {
        var slash = settings.Base is null ? -1 : request.Filename!.IndexOf('/', scheme);
        if (slash >= 0 && slash + 1 < request.Filename!.Length)
        {
            var directory = settings.Directory!.TrimStart('/');
            var path = Prefix(request.Filename[(slash + 1)..], directory, settings.Base![1..]);
            request.Filename = request.Filename[..(slash + 1)] + path;
        }
    }

    /// <summary>subst_prefix_path.</summary>
    private static string Prefix(string input, string match, string substitute)
    {
        var length = match.EndsWith('/') ? match.Length - 1 : match.Length;
        if (string.CompareOrdinal(input, 0, match, 0, length) != 0 || length >= input.Length || input[length] != '/')
        {
            return input;
        }

        return (substitute.Length == 0 || substitute.EndsWith('/') ? substitute : substitute + "/") + input[(length + 1)..];
    }

    private static int Internal(Request request, RewriteSettings settings, string filename)
    {
        var target = request.Filename!;
        target = target.Length > 12 && target.StartsWith("passthrough:", StringComparison.Ordinal) ? target[12..] : target;
        request.Filename = target;
        if (!target.StartsWith('/'))
        {
            return 400;
        }

        if (target == filename)
        {
            return 0;
        }

        var result = target;
        if (settings.Base is { } url)
        {
            result = Prefix(target, settings.Directory!, url);
        }
        else
        {
            var root = request.DocumentRoot.TrimEnd('/');
            result = target.StartsWith(root, StringComparison.Ordinal) && target.Length > root.Length && target[root.Length] == '/'
                ? target[root.Length..] : target;
        }

        if (ReferenceEquals(result, target) && !settings.Options.HasFlag(RewriteOption.IgnoreContextInfo))
        {
            result = Prefix(target, request.ContextRoot ?? request.DocumentRoot, request.ContextPrefix);
        }

        request.RedirectTo = result;
        request.Filename = "redirect:" + result;
        return 0;
    }
}
