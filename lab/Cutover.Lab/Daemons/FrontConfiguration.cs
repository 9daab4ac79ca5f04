namespace Cutover.Lab;

/// <summary>
/// nginx for the edge and the old front: one server for each site, whose mode decides where a request goes. Before the names move, the
/// old front decides; once they lead to the edge it passes everything there, so that there is one place that decides.
/// </summary>
internal sealed class FrontConfiguration(LabEstate estate, LabFront front, string testerToken)
{
    /// <summary>The exposed directories of www: addresses, and where they are below <c>/a</c>.</summary>
    public static IReadOnlyList<(string Path, string Directory)> Exposed { get; } =
    [
        ("/id/", "ietfdata/doc/draft/repository/"),
        ("/archive/id/", "ietfdata/doc/draft/archive/"),
        ("/charter/", "ietfdata/doc/charter/"),
        ("/slides/", "ietfdata/doc/slides/"),
        ("/proceedings/", "www/www6s/proceedings/"),
        ("/cr/", "ietfdata/doc/conflict-review/"),
        ("/status-report/", "ietfdata/doc/status-report/"),
        ("/rfc/", "www/ietf-ftp/rfc/"),
        ("/ietf-ftp/", "www/ietf-ftp/"),
        ("/download/", "www/www6s/download/"),
        ("/lib/", "www/www6s/lib/"),
        ("/staging/", "www/www6s/staging/"),
    ];

    private static readonly string[] Modes = ["old", "read-only", "maintenance", "testers", "new"];

    /// <summary>The mode in which everything is passed to the edge. The edge itself has none such, so that no loop comes about.</summary>
    private const string Passing = "edge";

    public string Text =>
        NginxText.Main(estate, front.Name, front.Address) +
        $$"""
            # Who may pass to the new side before it opens: the token as a header or as a cookie.
            map $http_x_cutover_tester $tester_header { default ""; "{{testerToken}}" tester; }
            map $http_cookie $tester { default $tester_header; "~(^|;\s*)X-Cutover-Tester={{testerToken}}(;|$)" tester; }
            map $request_method $reading { default ""; GET reading; HEAD reading; }
            # Where a request goes: old, read-only, new, the edge, or nowhere, which is 503.
            map "$cutover_mode,$reading,$tester" $side {
                default                     "";
                "~^old,"                    old;
                "~^read-only,reading,"      read-only;
                "~^testers,.*,tester$"      new;
                "~^testers,reading,$"       read-only;
                "~^new,"                    new;
                "~^edge,"                   edge;
            }
            # Testers are told which side answered them; without it a wrong token would look like success.
            map "$side,$tester" $tester_side { default ""; "~^(?<answering>.+),tester$" $answering; }
            map $request_uri $refusal_type { default "text/html; charset=utf-8"; "~^/api/" "application/json"; }
            map $request_uri $refusal {
                default "<!doctype html><title>Maintenance</title><h1>Back soon</h1><p>We are moving. Please try again in a moment.</p>\n";
                "~^/api/" '{"error":"maintenance","retry_after":5}';
            }

        """ +
        Site("datatracker", "datatracker-old-web", "datatracker-old-ro", exposes: false) +
        Site("www", "www-old-app", "www-old-ro", exposes: true) +
        Site("mailarchive", "mailarchive-old-web", "mailarchive-old-ro", exposes: false) +
        Directly +
        "}\n";

    /// <summary>The Worker past the modes, where nobody is sent by name; and the assets, which have one side only.</summary>
    private string Directly => !IsEdge ? "" :
        $$"""
            server {
                listen {{estate.EdgeWorkerDirectly}};
                server_name {{estate.HostOf("www")}} {{WorkerConfiguration.OldName}};
                location / { proxy_pass http://{{estate.EdgeWorker}}; }
            }
            server {
                listen {{estate.Edge.Address}};
                server_name {{estate.HostOf("static")}};
                location / { proxy_pass http://{{estate.Bucket.Address}}; }
            }

        """;

    private bool IsEdge => front.Name == estate.Edge.Name;

    private string Passed => IsEdge ? "" : $"edge {estate.Edge.Address}; ";

    private string Site(string site, string oldService, string readOnlyService, bool exposes)
    {
        var old = OldSide($"{site}_old", estate.Service(oldService).Address, exposes);
        var readOnly = OldSide($"{site}_read_only", estate.Service(readOnlyService).Address, exposes);
        var files = OldSide($"{site}_old_files", estate.OldFiles, exposes);
        var next = exposes ? estate.EdgeWorker : estate.NewFront.Address;
        var openid = estate.Logins.Old.Address;
        return old.Map + readOnly.Map + files.Map +
            $$"""
                map $side ${{site}}_backend { default ""; old {{old.Value}}; read-only {{readOnly.Value}}; new {{next}}; {{Passed}}}
                map $side ${{site}}_files   { default ""; old {{files.Value}}; read-only {{files.Value}}; new {{next}}; {{Passed}}}
                map $side ${{site}}_openid  { default ""; old {{openid}}; read-only {{openid}}; new {{next}}; {{Passed}}}
                server {
                    listen {{front.Address}};
                    server_name {{estate.HostOf(site)}}{{(exposes ? " " + WorkerConfiguration.OldName : "")}};
                    {{Mode(site)}}
                    error_page 503 @refused;
                    proxy_hide_header X-Cutover-Side;
                    add_header X-Cutover-Side $tester_side always;
                    location = /.cutover/mode {
                        access_log off;
                        default_type text/plain;
                        add_header Cache-Control no-store;
                        return 200 "$cutover_mode\n";
                    }
                    location @refused {
                        default_type "";
                        add_header Content-Type $refusal_type always;
                        add_header Retry-After 5 always;
                        add_header Cache-Control no-store always;
                        add_header X-Served-By {{front.Name}} always;
                        return 503 $refusal;
                    }
                    location / {
                        if (${{site}}_backend = "") { return 503; }
                        proxy_pass http://${{site}}_backend;
                    }
            {{(exposes ? Files(site) : "")}}{{(site == "datatracker" ? Location(LabLogins.ProviderPath + "/", $"{site}_openid") : "")}}    }

            """;
    }

    /// <summary>The name that the old rules are for is Apache's, as long as the old side answers.</summary>
    private (string Map, string Value) OldSide(string variable, Address? otherwise, bool hasOldName) =>
        hasOldName
            ? ($"    map $host ${variable} {{ default {otherwise}; {WorkerConfiguration.OldName} {estate.OldHttpd}; }}\n", $"${variable}")
            : ("", $"{otherwise}");

    /// <summary>Reads the mode at each request. Twice, because the file may be renamed while the names are gone through.</summary>
    private string Mode(string site) =>
        "set $cutover_mode '';\n" + string.Concat(
            Words.Concat(Words).Select(mode => $"        if (-f {front.ModesDirectory}/{site}/{mode}) {{ set $cutover_mode {mode}; }}\n"));

    private string[] Words => IsEdge ? Modes : [.. Modes, Passing];

    private static string Files(string site) =>
        string.Concat(Exposed.Select(exposed =>
            Location(exposed.Path, $"{site}_files") + Location($"= {exposed.Path.TrimEnd('/')}", $"{site}_files")));

    private static string Location(string path, string to) =>
        $$"""
                location {{path}} {
                    if (${{to}} = "") { return 503; }
                    proxy_pass http://${{to}};
                }

        """;
}
