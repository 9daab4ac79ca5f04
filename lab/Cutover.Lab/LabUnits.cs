namespace Cutover.Lab;

/// <summary>Every process of the lab, its configuration, and how one sees that it answers.</summary>
internal sealed class LabUnits(LabEstate estate)
{
    private static readonly string[] NginxNames = ["edge", "old-front", "old-files", "new-front"];
    private const string EdgeWorker = "edge-worker";
    private const string OldHttpd = "old-httpd";
    private readonly StandInUnits _standIns = new(estate);
    private readonly MailUnits _mail = new(estate);

    private string Written => Path.Combine(estate.Directory, "services");

    public PostgresServer OldPostgres { get; } = new(estate, "old");

    public PostgresServer NewPostgres { get; } = new(estate, "new");

    /// <summary>What can start before the databases are there.</summary>
    public IReadOnlyList<string> Daemons { get; } =
    [
        "dns-primary", "dns-secondary", "resolver", "stale-resolver", .. MailUnits.Names,
        .. estate.Parts == LabParts.All
            ?
            [
                "rsync", "rsync-old", "imap-old", EdgeWorker, OldHttpd, estate.Logins.Old.Unit, estate.Logins.New.Unit, estate.Bucket.Unit,
                .. NginxNames,
            ]
            : Array.Empty<string>(),
    ];

    /// <summary>They take seconds to start, and nothing else waits for them.</summary>
    public IReadOnlyList<string> Brokers { get; } =
        estate.Parts == LabParts.All ? [.. Both(estate).SelectMany(broker => (string[])[broker.NamesUnit, broker.Unit])] : [];

    /// <summary>What the night starts.</summary>
    private static readonly string[] Later = ["rsync-new", "imap-new"];

    public IReadOnlyList<string> Databases => estate.Parts == LabParts.Mail ? [] : [OldPostgres.Name, NewPostgres.Name];

    public IReadOnlyList<string> FirstServices =>
    [
        .. estate.Services.Where(service => service.RunsFromTheStart).Select(service => service.Name)
            .Where(name => estate.Parts == LabParts.All || (estate.Parts == LabParts.MailAndDatatracker && name == "datatracker-old-web")),
    ];

    /// <summary>What the lab itself runs, guests not counted.</summary>
    public IReadOnlyList<string> Own =>
        [.. estate.Services.Select(service => service.Name), .. Daemons, .. Brokers, .. Later, .. Databases];

    /// <summary>Everything that <c>bin/service</c> knows but the databases, which stop last; guests are among them.</summary>
    public IReadOnlyList<string> StoppedFirst =>
        Directory.Exists(Written) ? [.. Directory.EnumerateFiles(Written).Select(Path.GetFileName).OfType<string>()
            .Except(Databases, StringComparer.Ordinal)] : [];

    /// <summary>Where each listens.</summary>
    public IReadOnlyDictionary<string, Address> Addresses { get; } = new Dictionary<string, Address>(
        new MailUnits(estate).Addresses, StringComparer.Ordinal)
    {
        ["postgres-old"] = estate.Postgres.Old,
        ["postgres-new"] = estate.Postgres.New,
        ["dns-primary"] = estate.Dns.Primary,
        ["dns-secondary"] = estate.Dns.Secondary,
        ["resolver"] = estate.Dns.Resolver,
        ["stale-resolver"] = estate.Dns.StaleResolver,
        ["rsync"] = estate.Rsync.Address,
        ["edge"] = estate.Edge.Address,
        ["rsync-old"] = estate.OldMirrors.Address,
        ["rsync-new"] = estate.NewMirrors.Address,
        ["imap-old"] = estate.OldImap.Address,
        ["imap-new"] = estate.NewImap.Address,
        [EdgeWorker] = estate.EdgeWorker,
        [estate.Logins.Old.Unit] = estate.Logins.Old.Address,
        [estate.Logins.New.Unit] = estate.Logins.New.Address,
        [estate.Bucket.Unit] = estate.Bucket.Address,
        [estate.OldBroker.NamesUnit] = estate.OldBroker.Names,
        [estate.NewBroker.NamesUnit] = estate.NewBroker.Names,
        ["broker-old"] = estate.OldBroker.Address,
        ["broker-new"] = estate.NewBroker.Address,
        ["broker-old-api"] = estate.OldBroker.Api,
        ["broker-new-api"] = estate.NewBroker.Api,
        ["broker-old-nodes"] = estate.OldBroker.Distribution,
        ["broker-new-nodes"] = estate.NewBroker.Distribution,
        ["old-front"] = estate.OldFront.Address,
        ["old-files"] = estate.OldFiles,
        [OldHttpd] = estate.OldHttpd,
        ["new-front"] = estate.NewFront.Address,
    };

    /// <summary>Writes every configuration and every unit; the directories are there.</summary>
    public async Task WriteAsync(LabSecrets secrets, LabPrograms programs, LabUser user, CancellationToken cancellation)
    {
        using var keys = new MailKeys([$"mail.{estate.Dns.Zone}", .. estate.Mail.Names.Select(name => estate.Mail.Of(name).Host)]);
        await _mail.WriteAsync(keys, cancellation);
        foreach (var (file, text) in new WorkerConfiguration(estate, secrets.TesterToken).Files)
            Put(Path.Combine(WorkerConfiguration.Home(estate), file), text);
        foreach (var front in (LabFront[])[estate.Edge, estate.OldFront])
        {
            Put(Nginx(front.Name), new FrontConfiguration(estate, front, secrets.TesterToken).Text);
            foreach (var site in estate.Sites)
                Put(Path.Combine(front.ModesDirectory!, site, "old"), "");
        }
        Put(Nginx("new-front"), OriginConfiguration.NewFront(estate));
        Put(Nginx("old-files"), OriginConfiguration.OldFiles(estate));
        foreach (var (file, text) in new HttpdConfiguration(estate).Files())
            Put(file, text);
        Put(Dns("dns-primary", "knot.conf"), DnsConfiguration.Primary(estate, secrets.Tsig));
        Put(Dns("dns-secondary", "knot.conf"), DnsConfiguration.Secondary(estate, secrets.Tsig));
        Put(Dns("dns-primary", $"zones/{estate.Dns.Zone}.zone"), DnsConfiguration.Zone(estate, keys));
        Put(Dns("resolver", "unbound.conf"), DnsConfiguration.Resolver(estate, "resolver", estate.Dns.Resolver, isStale: false));
        Put(Dns("stale-resolver", "unbound.conf"),
            DnsConfiguration.Resolver(estate, "stale-resolver", estate.Dns.StaleResolver, isStale: true));
        Put(RsyncFile, RsyncConfiguration.Text(estate));
        foreach (var daemon in (LabMirrors[])[estate.OldMirrors, estate.NewMirrors])
            Put(daemon.Configuration, RsyncConfiguration.Public(daemon));
        foreach (var dovecot in Mailboxes)
            dovecot.Write(user.IsOther ? LabOptions.UserName : Environment.UserName);
        foreach (var (file, text) in Both(estate).SelectMany(broker => new BrokerConfiguration(estate, broker).Files()))
            Put(file, text);
        foreach (var (file, text) in new ProviderConfiguration(estate, programs.Node).Files()
            .Concat(new BucketConfiguration(estate, programs.Node).Files()))
            Put(file, text);
        _standIns.Write();
        new CronJobs(estate).Write();
        foreach (var unit in Units(programs))
            File.WriteAllText(Path.Combine(Written, unit.Name), (unit with { Namespace = LabNetwork.NamespaceOf(unit.RunsOn) }).ToShell());
    }

    /// <summary>Waits until a daemon gives the answer that only it can give.</summary>
    public Task AnswersAsync(string name, CancellationToken cancellation)
    {
        var site = estate.HostOf(estate.Sites[0]);
        return name switch
        {
            "dns-primary" or "dns-secondary" or "resolver" or "stale-resolver" => Answer.WaitAsync(
                estate, name, Addresses[name], $"the address of {site}",
                async () => await DaemonProbe.AddressOfAsync(Addresses[name], site, cancellation) is not null, cancellation),
            "rsync" or "rsync-old" => Answer.WaitAsync(
                estate, name, Addresses[name], "@RSYNCD:",
                async () => (await DaemonProbe.GreetingAsync(Addresses[name], cancellation))?.StartsWith(
                    "@RSYNCD:", StringComparison.Ordinal) == true,
                cancellation),
            "imap-old" => Answer.WaitAsync(
                estate, name, Addresses[name], "* OK",
                async () => (await DaemonProbe.GreetingAsync(Addresses[name], cancellation))?.StartsWith(
                    "* OK", StringComparison.Ordinal) == true,
                cancellation),
            "edge" or "old-front" => Answer.WaitAsync(
                estate, name, Addresses[name], "200 for /.cutover/mode",
                async () =>
                    (await DaemonProbe.GetAsync(Addresses[name], site, "/.cutover/mode", cancellation)).Status == 200, cancellation),
            EdgeWorker => Answer.WaitAsync(
                estate, name, Addresses[name], "new for /.cutover/mode",
                async () => (await DaemonProbe.GetAsync(Addresses[name], site, "/.cutover/mode", cancellation)).Body == "new\n",
                cancellation),
            "old-files" or "new-front" => Answer.WaitAsync(
                estate, name, Addresses[name], "404 for a host of no site",
                async () => (await DaemonProbe.GetAsync(Addresses[name], "nobody.invalid", "/", cancellation)).Status == 404, cancellation),
            OldHttpd => Answer.WaitAsync(
                estate, name, Addresses[name], $"301 for {HttpdConfiguration.KnownLink}",
                async () => (await DaemonProbe.GetAsync(
                    Addresses[name], WorkerConfiguration.OldName, HttpdConfiguration.KnownLink, cancellation)).Status == 301,
                cancellation),
            "mail-host" or "mail-relay" or "mail-ses" => Answer.WaitAsync(
                estate, name, Addresses[name], "220 and its name",
                async () => (await DaemonProbe.GreetingAsync(Addresses[name], cancellation))?.StartsWith(
                    $"220 {name}.", StringComparison.Ordinal) == true,
                cancellation),
            "broker-old" or "broker-new" => Answer.WaitAsync(
                estate, name, Addresses[$"{name}-api"], "401 for /api/whoami",
                async () => (await DaemonProbe.GetAsync(Addresses[$"{name}-api"], name, "/api/whoami", cancellation)).Status == 401,
                cancellation),
            "openid-old" or "openid-new" => Answer.WaitAsync(
                estate, name, Addresses[name], "its configuration",
                async () => (await DaemonProbe.GetAsync(
                    Addresses[name], "openid", $"{LabLogins.ProviderPath}/.well-known/openid-configuration", cancellation)).Status == 200,
                cancellation),
            "bucket" => Answer.WaitAsync(
                estate, name, Addresses[name], "404 for what nobody pushed",
                async () => (await DaemonProbe.GetAsync(Addresses[name], estate.HostOf("static"), "/no-asset", cancellation)).Status == 404,
                cancellation),
            "mail-signer" or "alias-pull" => Task.CompletedTask,
            _ when name == estate.OldBroker.NamesUnit || name == estate.NewBroker.NamesUnit => Task.CompletedTask,
            "postgres-old" => OldPostgres.AnswersAsync(cancellation),
            "postgres-new" => NewPostgres.AnswersAsync(cancellation),
            _ => ServiceAnswersAsync(estate.Service(name), cancellation),
        };
    }

    private Task ServiceAnswersAsync(LabService service, CancellationToken cancellation) =>
        service is { Address: { } address, HealthPath: { } path } && service.RunsFromTheStart
            ? Answer.WaitAsync(
                estate, service.Name, address, $"200 for {path}",
                async () => (await DaemonProbe.GetAsync(address, service.Name, path, cancellation)).Status == 200, cancellation)
            : Task.CompletedTask;

    private IEnumerable<Unit> Units(LabPrograms programs)
    {
        string[] serve = [programs.Workerd, "serve", Path.Combine(WorkerConfiguration.Home(estate), "edge.capnp")];
        yield return new Unit(EdgeWorker, serve) { Listens = Addresses[EdgeWorker] };
        yield return new HttpdConfiguration(estate).Unit;
        yield return OldPostgres.Unit;
        yield return NewPostgres.Unit;
        foreach (var name in NginxNames)
        {
            string[] command = [RequiredProgram.PathOf("nginx"), "-p", NginxText.Home(estate, name), "-e", "stderr", "-c", Nginx(name)];
            yield return new Unit(name, command) { Listens = Addresses[name], Check = [.. command, "-t", "-q"] };
        }
        foreach (var name in (string[])["dns-primary", "dns-secondary"])
            yield return new Unit(name, [RequiredProgram.PathOf("knotd"), "-c", Dns(name, "knot.conf")]) { Listens = Addresses[name] };
        foreach (var name in (string[])["resolver", "stale-resolver"])
            yield return new Unit(
                name, [RequiredProgram.PathOf("unbound"), "-d", "-p", "-c", Dns(name, "unbound.conf")]) { Listens = Addresses[name] };
        yield return new Unit("rsync",
            [RequiredProgram.PathOf("rsync"), "--daemon", "--no-detach", $"--config={RsyncFile}"]) { Listens = Addresses["rsync"] };
        foreach (var daemon in (LabMirrors[])[estate.OldMirrors, estate.NewMirrors])
            yield return new Unit(daemon.Unit,
                [RequiredProgram.PathOf("rsync"), "--daemon", "--no-detach", $"--config={daemon.Configuration}"])
            {
                Listens = daemon.Address,
            };
        foreach (var dovecot in Mailboxes)
            yield return dovecot.Unit;
        foreach (var broker in Both(estate).Select(broker => new BrokerConfiguration(estate, broker)))
        {
            yield return broker.NamesUnit;
            yield return broker.Unit;
        }
        yield return new BucketConfiguration(estate, programs.Node).Unit;
        foreach (var unit in _mail.Units().Concat(new ProviderConfiguration(estate, programs.Node).Units())
            .Concat(_standIns.Units(programs.Dotnet)))
            yield return unit;
    }

    private IEnumerable<DovecotConfiguration> Mailboxes =>
        ((LabImap[])[estate.OldImap, estate.NewImap]).Select(server => new DovecotConfiguration(estate, server));

    private static LabBroker[] Both(LabEstate estate) => [estate.OldBroker, estate.NewBroker];

    private string RsyncFile => Path.Combine(estate.Directory, "new", "rsync", "rsyncd.conf");

    private string Nginx(string name) => Path.Combine(NginxText.Home(estate, name), "nginx.conf");

    private string Dns(string name, string file) => Path.Combine(DnsConfiguration.Home(estate, name), file);

    /// <summary>Configurations may hold keys and tokens: for the owner only.</summary>
    private static void Put(string file, string text) => LabSecrets.WriteFile(file, text);
}
