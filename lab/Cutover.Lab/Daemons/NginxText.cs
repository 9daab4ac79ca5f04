namespace Cutover.Lab;

/// <summary>What every nginx of the lab begins with.</summary>
internal static class NginxText
{
    /// <summary>The directory that one nginx keeps its own files in.</summary>
    public static string Home(LabEstate estate, string name) =>
        name switch
        {
            "edge" => Path.Combine(estate.Directory, "edge"),
            "old-front" => Path.Combine(estate.Directory, "old", "front"),
            "old-files" => Path.Combine(estate.Directory, "old", "files"),
            "new-front" => Path.Combine(estate.Directory, "new", "front"),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such nginx."),
        };

    /// <summary>Up to and into the http block, which the caller closes.</summary>
    /// <param name="estate">The lab.</param>
    /// <param name="name">The nginx.</param>
    /// <param name="refuses">
    /// Where a request for a name nobody gave is answered 404, so that the file's first site does not answer it; null for none.
    /// </param>
    public static string Main(LabEstate estate, string name, Address? refuses)
    {
        var home = Home(estate, name);
        // No connections are kept to the applications: one that closes while a write is under way would leave it unknown.
        return
            $$"""
            # Written by the lab at every start.
            daemon off;
            worker_processes 1;
            worker_shutdown_timeout 10s;
            pid {{home}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 2048; }
            http {
                include /etc/nginx/mime.types;
                default_type application/octet-stream;
                access_log {{estate.Logs}}/{{name}}.access.log combined buffer=64k flush=1s;
                client_body_temp_path {{home}}/tmp/body;
                proxy_temp_path {{home}}/tmp/proxy;
                fastcgi_temp_path {{home}}/tmp/fastcgi;
                uwsgi_temp_path {{home}}/tmp/uwsgi;
                scgi_temp_path {{home}}/tmp/scgi;
                server_tokens off;
                sendfile on;
                absolute_redirect off;
                client_max_body_size 0;
                client_body_buffer_size 1m;
                keepalive_requests 100000;
                reset_timedout_connection on;
                proxy_http_version 1.1;
                proxy_connect_timeout 5s;
                proxy_read_timeout 30s;
                proxy_send_timeout 30s;
                proxy_next_upstream off;
                proxy_set_header Host $http_host;
                proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
                proxy_set_header X-Forwarded-Proto $people_ask_by;
                # The lab speaks no TLS, and people ask the old name by https.
                map $host $people_ask_by { default $scheme; {{WorkerConfiguration.OldName}} https; }
                map $uri $disposition { default ""; "~\.xml$" attachment; }
            {{(refuses is null ? "" : $"    server {{ listen {refuses} default_server; server_name \"\"; return 404; }}")}}

            """;
    }
}
