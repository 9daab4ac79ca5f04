namespace Cutover.Lab;

/// <summary>nginx without modes: the new host's front, and the file server of the old host.</summary>
internal static class OriginConfiguration
{
    /// <summary>The new front: both sites and the directories from the new <c>/a</c>.</summary>
    public static string NewFront(LabEstate estate) =>
        NginxText.Main(estate, estate.NewFront.Name, estate.NewFront.Address) +
        Application(estate, "datatracker", "datatracker-new-web",
            $"        location {LabLogins.ProviderPath}/ {{ proxy_pass http://{estate.Logins.New.Address}; }}\n") +
        Application(estate, "mailarchive", "mailarchive-new-web", "") +
        Application(estate, "www", "www-new-app", Directories(estate.NewA, estate.NewFront.Name)) +
        "}\n";

    /// <summary>The directories of the old host, whatever its modes say.</summary>
    public static string OldFiles(LabEstate estate) =>
        NginxText.Main(estate, "old-files", refuses: null) +
        $$"""
            server {
                listen {{estate.OldFiles}};
                server_name _;
                location / { return 404; }
        {{Directories(estate.OldA, "old-files")}}    }
        }

        """;

    private static string Application(LabEstate estate, string site, string service, string more) =>
        $$"""
            server {
                listen {{estate.NewFront.Address}};
                server_name {{estate.HostOf(site)}};
                location / { proxy_pass http://{{estate.Service(service).Address}}; }
        {{more}}    }

        """;

    /// <summary>
    /// Both path and directory end with a slash: without it <c>/idx</c> would read beside the directory. Names are answered without their
    /// extension too, as people wrote them into links.
    /// </summary>
    private static string Directories(string root, string name) =>
        string.Concat(FrontConfiguration.Exposed.Select(exposed =>
            $$"""
                    location {{exposed.Path}} {
                        alias {{root}}/{{exposed.Directory}};
                        autoindex on;
                        try_files $uri $uri.html $uri.txt $uri/ =404;
                        add_header X-Served-By {{name}};
                        add_header Content-Disposition $disposition;
                    }
                    location = {{exposed.Path.TrimEnd('/')}} { return 301 {{exposed.Path}}$is_args$args; }

            """));
}
