namespace Cutover.Redirects;

/// <summary>Puts a rule's result in place of the request's path (the second half of apply_rewrite_rule).</summary>
internal static class RewriteSubstitution
{
    internal static void Substitute(RewriteRule rule, RewriteContext context, string output)
    {
        var request = context.Request;
        var prefixed = false;
        if (!output.StartsWith('/') && Uris.Absolute(output, out _) == 0)
        {
            if (context.Directory is { } directory)
            {
                output = directory + output;
                prefixed = true;
            }
            else if (!rule.Has(RewriteFlag.Proxy | RewriteFlag.Redirect))
            {
                output = "/" + output;
                prefixed = true;
            }
        }

        request.Filename = output;
        if (context.Directory is not null && rule.Has(RewriteFlag.DiscardPathInfo))
        {
            request.PathInfo = "";
        }

        SplitQuery(request, rule);
        if (rule.Has(RewriteFlag.Proxy))
        {
            Qualify(request);
            request.Filename = "proxy:" + request.Filename;
            return;
        }

        if (rule.Has(RewriteFlag.Redirect))
        {
            Qualify(request);
            request.Status = rule.Status;
            return;
        }

        Reduce(request);
        if (Uris.Absolute(request.Filename, out _) > 0)
        {
            request.Status = rule.Status;
            return;
        }

        if (!rule.Has(RewriteFlag.KeepSlashes) && !prefixed && !rule.Output.StartsWith("//", StringComparison.Ordinal))
        {
            while (request.Filename.StartsWith("//", StringComparison.Ordinal))
            {
                request.Filename = request.Filename[1..];
            }
        }
    }

    /// <summary>splitout_queryargs.</summary>
    private static void SplitQuery(Request request, RewriteRule rule)
    {
        if (rule.Has(RewriteFlag.QueryNone))
        {
            request.Arguments = null;
            return;
        }

        var filename = request.Filename!;
        var scheme = Uris.Absolute(filename, out var takesQuery);
        if (scheme > 0 && !takesQuery)
        {
            request.Arguments = null;
            return;
        }

        request.Arguments = rule.Has(RewriteFlag.QueryDiscard) ? null : request.Arguments;
        var mark = rule.Has(RewriteFlag.QueryLast) ? filename.LastIndexOf('?') : filename.IndexOf('?', scheme);
        if (mark < scheme)
        {
            return;
        }

        var query = filename[(mark + 1)..];
        request.Filename = filename[..mark];
        if (!rule.Has(RewriteFlag.QueryAppend))
        {
            request.Arguments = query;
        }
        else if (query.Length > 0)
        {
            request.Arguments = query + "&" + request.Arguments;
        }

        request.Arguments = request.Arguments switch
        {
            null or "" => null,
            var all when all.EndsWith('&') => all[..^1],
            var all => all,
        };
    }

    private static void Qualify(Request request)
    {
        var filename = request.Filename!;
        if (Uris.Absolute(filename, out _) == 0)
        {
            request.Filename = request.Absolute(filename.StartsWith('/') ? filename : "/" + filename);
        }
    }

    /// <summary>reduce_uri: a URL of this very server becomes a path on it.</summary>
    private static void Reduce(Request request)
    {
        var filename = request.Filename!;
        var prefix = request.Scheme + "://";
        if (filename.Length <= prefix.Length || !filename.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var end = filename.IndexOfAny(['/', ':'], prefix.Length);
        var name = filename[prefix.Length..(end < 0 ? filename.Length : end)];
        var port = request.Scheme == "https" ? 443 : 80;
        var path = end < 0 ? "/" : filename[end..];
        if (end >= 0 && filename[end] == ':')
        {
            var slash = filename.IndexOf('/', end);
            port = (ushort)Uris.Atoi(filename[(end + 1)..(slash < 0 ? filename.Length : slash)]);
            path = slash < 0 ? "/" : filename[slash..];
        }

        if (HostChooser.Serves(request.Host, name, port))
        {
            request.Filename = path;
            request.UriReduced |= request.Host.Rewrite?.Options.HasFlag(RewriteOption.LegacyPrefixDocRoot) != true;
        }
    }
}
