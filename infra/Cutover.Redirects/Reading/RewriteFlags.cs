namespace Cutover.Redirects;

/// <summary>The bracketed flags of RewriteRule and RewriteCond.</summary>
internal static class RewriteFlags
{
    /// <summary>The statuses httpd knows (status_lines in http_protocol.c); R= takes no other.</summary>
    private static readonly HashSet<int> Statuses =
    [
        100, 101, 102, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 305, 307, 308,
        400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 421, 422, 423, 424, 426, 428, 429,
        431, 451, 500, 501, 502, 503, 504, 505, 506, 507, 508, 510, 511,
    ];

    internal static bool IsStatus(int status) => Statuses.Contains(status);

        /// <summary>Cuts the field up; <paramref name="set"/> gives the complaint about one flag, or null.</summary>
    internal static void Parse(Directive directive, string name, string field, Func<string, string, string?> set)
    {
        if (!field.StartsWith('[') || !field.EndsWith(']'))
        {
            throw directive.Error($"{name}: bad flag delimiters");
        }

        var rest = field[1..^1] + ",";
        while (rest.Length > 0)
        {
            rest = rest.TrimStart(' ', '\t', '\n', '\v', '\f', '\r');
            var comma = rest.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0)
            {
                break;
            }

            var flag = Words.Trim(rest[..comma]);
            var equals = flag.IndexOf('=', StringComparison.Ordinal);
            var complaint = equals < 0 ? set(flag, "") : set(flag[..equals], flag[(equals + 1)..]);
            if (complaint is not null)
            {
                throw directive.Error($"{name}: {complaint}");
            }

            rest = rest[(comma + 1)..];
        }
    }

    /// <summary>Sets one flag of a rule, and gives mod_rewrite's complaint where it has one.</summary>
    internal static string? Set(RewriteRule rule, string key, string value)
    {
        switch (key.ToUpperInvariant())
        {
            case "B" or "BACKREFESCAPING":
                rule.Flags |= RewriteFlag.EscapeBackReferences;
                rule.Escapes = value.Length > 0 ? value : rule.Escapes;
                return null;
            case "BNE" when value.Length == 0:
                return "flag 'BNE' wants a list of characters (i.e. [BNE=...])";
            case "BNE":
                rule.NoEscapes = value;
                return null;
            case "CO" or "COOKIE":
                rule.Cookies.Add(value);
                return null;
            case "E" or "ENV":
                rule.Environment.Add(value);
                return null;
            case "F" or "FORBIDDEN":
                return Answer(rule, 403);
            case "G" or "GONE":
                return Answer(rule, 410);
            case "H" or "HANDLER" or "T" or "TYPE":
                return null;
            case "N" or "NEXT":
                rule.Flags |= RewriteFlag.NewRound;
                rule.Rounds = value.Length > 0 ? Uris.Atoi(value) : rule.Rounds;
                return null;
            case "R" or "REDIRECT":
                return Redirect(rule, value);
            case "S" or "SKIP":
                rule.Skip = Uris.Atoi(value);
                return null;
        }

        if (Simple(key) is { } flag)
        {
            rule.Flags |= flag;
            return null;
        }

        // Any flag that begins with D is let through: mod_rewrite has no error there.
        return key.StartsWith("d", StringComparison.OrdinalIgnoreCase) ? null : $"unknown flag '{key}'";
    }

    private static RewriteFlag? Simple(string key) => key.ToUpperInvariant() switch
    {
        "BNP" or "BACKREFERNOPLUS" => RewriteFlag.EscapeNoPlus,
        "BCTLS" => RewriteFlag.EscapeControls | RewriteFlag.EscapeBackReferences,
        "C" or "CHAIN" => RewriteFlag.Chain,
        "D" or "DPI" or "DISCARDPATH" => RewriteFlag.DiscardPathInfo,
        "END" => RewriteFlag.End,
        "L" or "LAST" => RewriteFlag.Last,
        "NE" or "NOESCAPE" => RewriteFlag.NoEscape,
        "NS" or "NOSUBREQ" => RewriteFlag.NotOnSubrequest,
        "NC" or "NOCASE" => RewriteFlag.Caseless,
        "P" or "PROXY" => RewriteFlag.Proxy,
        "PT" or "PASSTHROUGH" => RewriteFlag.PassThrough,
        "QSA" or "QSAPPEND" => RewriteFlag.QueryAppend,
        "QSD" or "QSDISCARD" => RewriteFlag.QueryDiscard,
        "QSL" or "QSLAST" => RewriteFlag.QueryLast,
        "UNSAFEPREFIXSTAT" => RewriteFlag.UnsafePrefixStat,
        "UNSAFEALLOW3F" => RewriteFlag.UnsafeAllow3F,
        "UNC" => RewriteFlag.KeepSlashes,
        _ => null,
    };

    private static string? Answer(RewriteRule rule, int status)
    {
        rule.Flags |= RewriteFlag.Status | RewriteFlag.NoSubstitution;
        rule.Status = status;
        return null;
    }

    private static string? Redirect(RewriteRule rule, string value)
    {
        rule.Flags |= RewriteFlag.Redirect;
        if (value.Length == 0)
        {
            return null;
        }

        rule.Status = value.ToUpperInvariant() switch
        {
            "PERMANENT" => 301,
            "TEMP" => 302,
            "SEEOTHER" => 303,
            _ => char.IsAsciiDigit(value[0]) ? Uris.Atoi(value) : 0,
        };
        if (char.IsAsciiDigit(value[0]))
        {
            if (!Statuses.Contains(rule.Status))
            {
                return $"invalid HTTP response code '{value}' for flag 'R'";
            }

            rule.Flags |= rule.Status is >= 300 and < 400 ? RewriteFlag.None : RewriteFlag.Status | RewriteFlag.NoSubstitution;
        }

        return null;
    }
}
