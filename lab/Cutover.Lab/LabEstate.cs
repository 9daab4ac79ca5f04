namespace Cutover.Lab;

/// <summary>
/// Everything others need to know of a lab: addresses, files, names. No secrets, only where they are. It follows from the
/// options alone, so it can be had before the lab is up.
/// </summary>
public sealed record LabEstate
{
    private const int TtlSeconds = 5;
    private const int DirectTtlSeconds = 2;

    private static readonly (string Name, int Number)[] s_hosts =
    [
        (LabHost.Operator, 1), ("db-old", 11), ("db-new", 12), ("edge", 20), ("old", 21), ("new", 22), ("dns-primary", 31),
        ("dns-secondary", 32), ("resolver", 33), ("stale-resolver", 34), ("mail", 41), ("relay", 42), ("ses", 43), ("wiki", 51),
    ];

    private LabEstate(LabOptions options)
    {
        Directory = options.Place();
        Size = options.Size;
        PortOffset = options.PortOffset;
        Parts = options.Parts;
        string Secret(string name) => Path.Combine(Directory, "secrets", name);
        Network = options.Hosts == LabHosts.Apart ? LabNetwork.NumberOf(PortOffset) : 0;
        string Host(int number) => $"127.{Network}.0.{number}";
        Address At(int host, int port) => new(Host(host), port + PortOffset);
        Hosts = [.. s_hosts.Select(host => new LabHost(host.Name, Host(host.Number)))];

        Postgres = new LabPostgres(
            At(11, 15432), At(12, 15432), Secret("cutover.pgpass"),
            Secret("datatracker.pgpass"), Secret("datatracker_ro.pgpass"), Secret("wagtail.pgpass"), Secret("wagtail_ro.pgpass"),
            Secret("archive.pgpass"), Secret("archive_ro.pgpass"));
        Edge = Front("edge", At(20, 8080), Path.Combine(Directory, "edge", "modes"));
        EdgeWorker = At(20, 8088);
        EdgeWorkerDirectly = At(20, 8089);
        EdgeApi = At(1, 8443);
        OldFront = Front("old-front", At(21, 8080), Path.Combine(Directory, "old", "front", "modes"));
        NewFront = Front("new-front", At(22, 8080), null);
        OldFiles = At(21, 8081);
        OldHttpd = At(21, 8083);
        Dns = new LabDns(
            "lab.test", At(31, 5353), At(32, 5353), At(33, 5353), At(34, 5353),
            Secret("tsig.key"), TtlSeconds, DirectTtlSeconds);
        Rsync = new LabRsync(At(22, 8730), "a", "cutover", Secret("rsync.password"), "internet-drafts");
        Mail = new LabMail(
            At(41, 2525), At(42, 2025), At(43, 5870), At(43, 8891),
            At(21, 8101), At(22, 8101), Directory);
        OldImap = new LabImap("imap-old", At(21, 8143), "reader", Secret("imap.password"), OldArchive);
        NewImap = new LabImap("imap-new", At(22, 8143), "reader", Secret("imap.password"), NewArchive);
        // A port for nodes must be free at every address, so it is below those that the kernel gives to clients (ip(7), 32768).
        LabBroker Broker(string side, int host, int names, int nodes) => new(
            $"broker-{side}", At(host, 5672), At(host, 15672), At(host, names), At(host, nodes), "datatracker", Secret("broker.password"),
            Path.Combine(Directory, side, "broker"));
        (OldBroker, NewBroker) = (Broker("old", 21, 4369, 4370), Broker("new", 22, 4372, 4371));
        Logins = new LabLogins(
            At(21, 8103), At(22, 8103), At(51, 8401), UrlOf("datatracker"), UrlOf("mailarchive"), Directory);
        Bucket = new LabBucket(
            "bucket", At(20, 8090), Path.Combine(Directory, "new", "assets.yaml"), Path.Combine(Directory, "new", "assets"),
            Secret("r2.ini"));
        OldMirrors = new LabMirrors("rsync-old", At(21, 8730), Path.Combine(Directory, "old", "rsyncd.conf"), OldA, OldArchive);
        NewMirrors = new LabMirrors("rsync-new", At(22, 8731), Path.Combine(Directory, "new", "rsyncd.conf"), NewA, NewArchive);
        Services =
        [
            new("datatracker-old-web", At(21, 8101), "/health/", RunsFromTheStart: true),
            new("datatracker-old-ro", At(21, 8102), "/health/", RunsFromTheStart: true),
            new("datatracker-old-scheduler", null, null, RunsFromTheStart: true),
            new("datatracker-old-worker", null, null, RunsFromTheStart: true),
            new("datatracker-new-web", At(22, 8101), "/health/", RunsFromTheStart: false),
            new("datatracker-new-scheduler", null, null, RunsFromTheStart: false),
            new("datatracker-new-worker", null, null, RunsFromTheStart: false),
            new("www-old-app", At(21, 8201), "/healthz", RunsFromTheStart: true),
            new("www-old-ro", At(21, 8202), "/healthz", RunsFromTheStart: true),
            new("www-new-app", At(22, 8201), "/healthz", RunsFromTheStart: false),
            new("mailarchive-old-web", At(21, 8301), "/index/_count", RunsFromTheStart: true),
            new("mailarchive-old-ro", At(21, 8302), "/index/_count", RunsFromTheStart: true),
            new("mailarchive-old-importer", null, null, RunsFromTheStart: true),
            new("mailarchive-new-web", At(22, 8301), "/index/_count", RunsFromTheStart: false),
            new("mailarchive-new-importer", null, null, RunsFromTheStart: false),
            new("wiki", Logins.Wiki, "/", RunsFromTheStart: true),
        ];
    }

    public string Directory { get; }

    public LabSize Size { get; }

    public int PortOffset { get; }

    /// <summary>Of 127.0.0.0/8 its hosts have this /16; 0 where all of them share this machine's own.</summary>
    public int Network { get; }

    /// <summary>The machines that it stands for. The first is the one that the night is driven from, and users come from.</summary>
    public IReadOnlyList<LabHost> Hosts { get; }

    public LabPostgres Postgres { get; }

    /// <summary>Where Cloudflare will stand.</summary>
    public LabFront Edge { get; }

    /// <summary>The Worker of www, in workerd: what the edge sends the new side's requests through.</summary>
    public Address EdgeWorker { get; }

    /// <summary>The edge without its modes: every request goes to the Worker, which can so be asked before anybody is sent there.</summary>
    public Address EdgeWorkerDirectly { get; }

    /// <summary>Where its API will be, in a test that has use for it.</summary>
    public Address EdgeApi { get; }

    /// <summary>The token of that API.</summary>
    public string EdgeApiTokenFile => Path.Combine(Directory, "secrets", "edge-api-token");

    public LabFront OldFront { get; }

    public LabFront NewFront { get; }

    /// <summary>The exposed directories of the old host, whatever its modes: what the edge and the old front read from.</summary>
    public Address OldFiles { get; }

    /// <summary>The old host's Apache, which answers the links of the old rules.</summary>
    public Address OldHttpd { get; }

    public LabDns Dns { get; }

    public LabRsync Rsync { get; }

    public LabMail Mail { get; }

    /// <summary>What of the lab is brought up.</summary>
    public LabParts Parts { get; }

    public LabImap OldImap { get; }

    /// <summary>Started by the night.</summary>
    public LabImap NewImap { get; }

    public LabBroker OldBroker { get; }

    /// <summary>Runs from the start, and nothing is in it.</summary>
    public LabBroker NewBroker { get; }

    public LabLogins Logins { get; }

    /// <summary>What the new www's pages are made of beside their text; empty until the night fills it.</summary>
    public LabBucket Bucket { get; }

    public LabMirrors OldMirrors { get; }

    /// <summary>Started by the night, once nobody would delete.</summary>
    public LabMirrors NewMirrors { get; }

    public IReadOnlyList<LabService> Services { get; }

    /// <summary>The list in the mail archive that is for its members alone.</summary>
    public const string PrivateList = "board";

    /// <summary>Below <c>/a</c>: what Datatracker made of drafts and makes again where it is gone.</summary>
    public const string Cache = "cache/datatracker/htmlized";

    /// <summary><c>/a</c> of the old host.</summary>
    public string OldA => Path.Combine(Directory, "old", "a");

    /// <summary><c>/a</c> of the new host; empty until the night fills it.</summary>
    public string NewA => Path.Combine(Directory, "new", "a");

    /// <summary>The mail archive's directories on the old host: messages, mailboxes, what came in.</summary>
    public string OldArchive => Path.Combine(Directory, "old", "mailarchive");

    /// <summary>The same on the new host; empty until the night fills it.</summary>
    public string NewArchive => Path.Combine(Directory, "new", "mailarchive");

    /// <summary>A maildir on the mail host: what it has taken for the archive waits here until an importer comes for it.</summary>
    public string ArchiveSpool => Path.Combine(Directory, "mail", "archive");

    /// <summary>Below <c>/a</c>: a file that is there only when the whole is.</summary>
    public string Sentinel { get; } = "SENTINEL";

    /// <summary>What one application of the lab is told.</summary>
    public string SettingsOf(string service) => Path.Combine(Directory, "stand-ins", $"{service}.json");

    /// <summary>What one side does by itself for one site.</summary>
    /// <param name="side">old or new.</param>
    /// <param name="site">The site.</param>
    public string JobsOf(string side, string site) => Path.Combine(Directory, side, "cron.d", site);

    /// <summary>Has a Dovecot serve in one of its two ways: <c>bin/mailboxes NAME writable|read-only start|stop|status</c>.</summary>
    public string MailboxesCommand => Path.Combine(Directory, "bin", "mailboxes");

    /// <summary>Starts, stops and looks at every process of the lab: <c>bin/service NAME start|stop|status|reload</c>.</summary>
    public string ServiceCommand => Path.Combine(Directory, "bin", "service");

    /// <summary>What keeps backups of the new side's databases and restores them: <c>bin/backup restore|restored DATABASE …</c>.</summary>
    public string BackupCommand => Path.Combine(Directory, "bin", "backup");

    public string Backups => Path.Combine(Directory, "new", "backups");

    /// <summary>One log for each scheduler that ever sent something.</summary>
    public string Sink => Path.Combine(Directory, "sink");

    /// <summary>The stacks' config as the lab changes it, and their states.</summary>
    public string StacksDirectory => Path.Combine(Directory, "stacks");

    public string Logs => Path.Combine(Directory, "logs");

    /// <summary>The key of POST /api/email/.</summary>
    public string EmailKeyFile => Path.Combine(Directory, "secrets", "email-key");

    /// <summary>The key of POST /api/email/test/.</summary>
    public string EmailTestKeyFile => Path.Combine(Directory, "secrets", "email-test-key");

    /// <summary>The key of POST /api/v1/message/import/ at the mail archive.</summary>
    public string ArchiveKeyFile => Path.Combine(Directory, "secrets", "archive-key");

    /// <summary>What <c>X-Cutover-Tester</c>, as a header or a cookie, must say to be let through to the new side.</summary>
    public string TesterTokenFile => Path.Combine(Directory, "secrets", "tester-token");

    /// <summary>The services with modes at the fronts.</summary>
    public IReadOnlyList<string> Sites { get; } = ["datatracker", "www", "mailarchive"];

    /// <summary>The name people use, such as <c>www.lab.test</c>.</summary>
    public string HostOf(string site) => $"{site}.{Dns.Zone}";

    /// <summary>What one OpenID provider is told.</summary>
    public string SettingsOf(LabProvider provider) => Path.Combine(Directory, "openid", $"{provider.Unit}.json");

    /// <summary>A site as people reach it.</summary>
    public string UrlOf(string site) => $"http://{HostOf(site)}:{Edge.Address.Port}";

    /// <summary>The database of a site.</summary>
    public static string DatabaseOf(string site) => site == "mailarchive" ? "archive" : site;

    /// <summary>Where the backup of a database is restored to, on the new side's server.</summary>
    public static string RestoredOf(string database) => $"{database}_restored";

    /// <summary>The service of that name.</summary>
    public LabService Service(string name) =>
        Services.FirstOrDefault(service => service.Name == name)
        ?? throw new LabException($"The lab has no service {name}; it has {string.Join(", ", Services.Select(service => service.Name))}.");

    /// <summary>The estate that these options describe.</summary>
    public static LabEstate Of(LabOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new LabEstate(options);
    }

    private static LabFront Front(string name, Address address, string? modes) => new(name, address, modes);
}
