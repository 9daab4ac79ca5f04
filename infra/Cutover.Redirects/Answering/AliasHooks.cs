using System.Text;

namespace Cutover.Redirects;

/// <summary>Where mod_alias joins in: on the server's path (translate_alias_redir) and in a directory (fixup_redir).</summary>
internal static class AliasHooks
{
    /// <returns>Null to decline, 0 when the file name is settled, otherwise a status.</returns>
    internal static int? Server(Request request)
    {
        if (request.Uri.Length > 0 && request.Uri[0] != '/')
        {
            return null;
        }

        if (Redirect(request, request.Host.Redirects) is { } status)
        {
            return status;
        }

        foreach (var path in request.Host.Paths)
        {
            if (Found(path.Source, path.Pattern, path.Target, request, escape: false) is { } found)
            {
                request.Filename = found.StartsWith('/') ? found : request.Site.ServerRoot.TrimEnd('/') + "/" + found;
                return 0;
            }
        }

        return null;
    }

    /// <returns>Null to decline, otherwise a status.</returns>
    internal static int? Directory(Request request) => Redirect(request, request.Settings.Alias?.Redirects ?? []);

    private static int? Redirect(Request request, List<AliasRedirect> redirects)
    {
        AliasRedirect? by = request.Settings.Alias?.Here;
        var found = by is null ? null : by.Target is null ? "" : EscapedUrl(by.Target);
        for (var i = 0; found is null && i < redirects.Count; i++)
        {
            by = redirects[i];
            found = request.Question.Trace?.Without.Contains(by.Rule) == true ? null : Found(by.Source, by.Pattern, by.Target, request,
                escape: true);
        }

        if (found is null || by is null)
        {
            return null;
        }

        request.By = by.Rule;
        request.Question.Trace?.Took.Add(by.Rule);
        return by.Status is >= 300 and < 400 ? Locate(request, found) ?? by.Status : by.Status;
    }

    /// <summary>Sets the Location; gives 500 where the target is neither a URL nor a path.</summary>
    private static int? Locate(Request request, string target)
    {
        if (request.Settings.Alias?.Relative != true || !target.StartsWith('/'))
        {
            target = target.StartsWith('/') ? request.Absolute(target) : target;
            if (!Uris.IsUrl(target))
            {
                return 500;
            }
        }

        if (request.Arguments is { } query && !target.Contains('?', StringComparison.Ordinal))
        {
            target += "?" + query;
        }

        request.Location = target;
        return null;
    }

    private static string? Found(string source, Pcre? pattern, string? target, Request request, bool escape)
    {
        if (pattern is not null)
        {
            if (pattern.Match(request.Uri) is not { } captures)
            {
                return null;
            }

            if (target is null)
            {
                return "";
            }

            var substituted = Substitute(target, captures);
            return escape ? EscapedUrl(substituted) : substituted;
        }

        var matched = Matched(request.Uri, source);
        if (matched == 0)
        {
            return null;
        }

        request.ContextPrefix = source;
        request.ContextRoot = target;
        return target + (escape ? Uris.Escape(request.Uri[matched..]) : request.Uri[matched..]);
    }

    /// <summary>alias_matches: whole segments; a run of slashes matches any run. Gives the length matched in the URI, or 0.</summary>
    internal static int Matched(string uri, string source)
    {
        var (u, s) = (0, 0);
        while (s < source.Length)
        {
            if (source[s] == '/')
            {
                if (u >= uri.Length || uri[u] != '/')
                {
                    return 0;
                }

                while (s < source.Length && source[s] == '/')
                {
                    s++;
                }

                while (u < uri.Length && uri[u] == '/')
                {
                    u++;
                }
            }
            else if (u >= uri.Length || uri[u++] != source[s++])
            {
                return 0;
            }
        }

        return source.Length > 0 && source[^1] != '/' && u < uri.Length && uri[u] != '/' ? 0 : u;
    }

    /// <summary>ap_pregsub: $n and backslashes.</summary>
    private static string Substitute(string target, Captures captures)
    {
        var result = new StringBuilder();
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] == '$' && i + 1 < target.Length && char.IsAsciiDigit(target[i + 1]))
            {
                result.Append(captures[target[++i] - '0']);
                continue;
            }

            i += target[i] == '\\' && i + 1 < target.Length ? 1 : 0;
            result.Append(target[i]);
        }

        return result.ToString();
    }

    /// <summary>The path is escaped; query and fragment are not.</summary>
    private static string EscapedUrl(string url)
    {
        var parts = UriParts.Parse(url);
        var fragment = parts.Fragment is null ? "" : "#" + parts.Fragment;
        return Uris.Escape(parts.WithoutQuery()) + (parts.Query is null ? "" : "?" + parts.Query) + fragment;
    }
}
