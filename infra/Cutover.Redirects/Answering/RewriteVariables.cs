using System.Globalization;

namespace Cutover.Redirects;

/// <summary>The variables of mod_rewrite (lookup_variable). A name it does not know is empty, as there.</summary>
internal static class RewriteVariables
{
    internal static string Lookup(string name, Request request, string uri)
    {
        if (name.Length < 4)
        {
            return "";
        }

        if (name[3] == ':')
        {
            return Prefixed(name[..3], name[4..], request);
        }

        if (name.Length > 4 && name[4] == ':')
        {
            return Prefixed(name[..4], name[5..], request);
        }

        var upper = Uris.Upper(name);
        return Time(upper, request.Question.Now) ?? OfRequest(upper, request) ?? OfServer(upper, request);
    }

    private static string Prefixed(string prefix, string rest, Request request)
    {
        switch (Uris.Upper(prefix))
        {
            case "ENV" when rest.Length > 0:
                return request.Environment.TryGetValue(rest, out var value) ? value : request.Site.ProcessEnvironment(rest);
            case "HTTP" when rest.Length > 0:
                return request.Header(rest) ?? "";
            case "SSL" or "LA-U" or "LA-F" when rest.Length > 0:
                throw new UnansweredException($"the variable %{{{prefix}:{rest}}} is not known here");
            default:
                return "";
        }
    }

    private static string? OfRequest(string name, Request request) => name switch
    {
        "HTTP_HOST" => request.Header("Host") ?? "",
        "HTTP_ACCEPT" => request.Header("Accept") ?? "",
        "HTTP_COOKIE" => request.Header("Cookie") ?? "",
        "HTTP_REFERER" => request.Header("Referer") ?? "",
        "HTTP_FORWARDED" => request.Header("Forwarded") ?? "",
        "HTTP_USER_AGENT" => request.Header("User-Agent") ?? "",
        "HTTP_PROXY_CONNECTION" => request.Header("Proxy-Connection") ?? "",
        "REQUEST_URI" => request.Uri,
        "REQUEST_METHOD" => request.Question.Method,
        "REQUEST_SCHEME" => request.Scheme,
        "REQUEST_FILENAME" or "SCRIPT_FILENAME" => request.Filename ?? "",
        "QUERY_STRING" => request.Arguments ?? "",
        "PATH_INFO" => request.PathInfo,
        "THE_REQUEST" => $"{request.Question.Method} {request.Question.Target} HTTP/1.1",
        "HTTPS" => request.Question.Secure ? "on" : "off",
        "REMOTE_ADDR" or "CONN_REMOTE_ADDR" => request.Question.RemoteAddress,
        "IPV6" => request.Question.RemoteAddress.Contains(':', StringComparison.Ordinal) ? "on" : "off",
        "IS_SUBREQ" => request.Main is null ? "false" : "true",
        "REMOTE_USER" or "AUTH_TYPE" => "",
        _ => null,
    };

    private static string OfServer(string name, Request request) => name switch
    {
        "SERVER_NAME" => request.ServerName,
        "SERVER_PORT" => request.ServerPort.ToString(CultureInfo.InvariantCulture),
        "SERVER_ADDR" => request.Question.LocalAddress,
        "SERVER_ADMIN" => request.Host.Admin,
        "SERVER_PROTOCOL" => "HTTP/1.1",
        "DOCUMENT_ROOT" => request.DocumentRoot,
        "CONTEXT_PREFIX" => request.ContextPrefix,
        "CONTEXT_DOCUMENT_ROOT" => request.ContextRoot ?? request.DocumentRoot,
        "REMOTE_HOST" or "REMOTE_PORT" or "REMOTE_IDENT" or "SCRIPT_USER" or "SCRIPT_GROUP" or "API_VERSION" or "SERVER_SOFTWARE"
            => throw new UnansweredException($"the variable %{{{name}}} is not known here"),
        _ => "",
    };

    private static string? Time(string name, DateTimeOffset now) => name switch
    {
        "TIME" => now.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
        "TIME_YEAR" => now.ToString("yyyy", CultureInfo.InvariantCulture),
        "TIME_MON" => now.ToString("MM", CultureInfo.InvariantCulture),
        "TIME_DAY" => now.ToString("dd", CultureInfo.InvariantCulture),
        "TIME_HOUR" => now.ToString("HH", CultureInfo.InvariantCulture),
        "TIME_MIN" => now.ToString("mm", CultureInfo.InvariantCulture),
        "TIME_SEC" => now.ToString("ss", CultureInfo.InvariantCulture),
        "TIME_WDAY" => ((int)now.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };
}
