namespace Cutover.Redirects;

/// <summary>What the model leaves out, and whether that can touch an answer.</summary>
internal static class Omissions
{
    /// <summary>Modules that shape what is sent or logged, not its status or Location.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "event.c", "http_core.c", "mod_brotli.c", "mod_buffer.c", "mod_cache.c", "mod_cache_disk.c", "mod_charset_lite.c", "mod_deflate.c",
        "mod_dumpio.c", "mod_expires.c", "mod_file_cache.c", "mod_filter.c", "mod_http2.c", "mod_include.c", "mod_log_config.c",
        "mod_log_debug.c", "mod_log_forensic.c", "mod_logio.c", "mod_mime.c", "mod_mime_magic.c", "mod_so.c", "mod_ssl.c",
        "mod_substitute.c",
        "mod_sed.c", "mod_unixd.c", "mod_usertrack.c", "mod_watchdog.c", "mod_xml2enc.c", "mod_status.c", "mod_reqtimeout.c", "mod_ident.c",
    };

    private static readonly HashSet<string> CoreThatMatter = new(StringComparer.OrdinalIgnoreCase)
    {
        "AcceptPathInfo", "SetHandler", "RegexDefaultOptions", "HttpProtocolOptions", "StrictHostCheck", "TraceEnable", "ServerPath",
        "LimitRequestBody", "LimitRequestFields", "LimitRequestFieldsize", "AllowOverrideList", "<ElseIf", "<Else", "<If",
    };

    private static readonly HashSet<string> OthersThatMatter = new(StringComparer.OrdinalIgnoreCase)
    {
        "SSLRequireSSL", "SSLRequire", "SSLVerifyClient", "MultiviewsMatch", "H2Upgrade", "SSLOptions",
    };

    internal static Omission Of(Directive directive, KnownDirective known)
    {
        var matters = known.Module == "core.c" ? CoreThatMatter.Contains(known.Name)
            : known.Module == "mod_headers.c" ? directive.Arguments.Contains("location", StringComparison.OrdinalIgnoreCase)
            : known.Module == "mod_autoindex.c" ? false
            : !Harmless.Contains(known.Module) || OthersThatMatter.Contains(known.Name);
        var reason = matters
            ? $"{known.Module} can change what is answered; the model answers as if the line were not there"
            : $"{known.Module} changes neither a status nor a Location here";
        return new Omission(directive.At, DirectiveWalker.Text(directive), matters, reason);
    }
}
