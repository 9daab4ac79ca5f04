using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;

namespace Ietf;

/// <summary>The lab's address for every place of the night.</summary>
internal sealed class LabAddresses
{
    private readonly LabEstate _lab;
    private readonly HostAddress _host;
    private readonly SortedDictionary<string, object> _places = new(StringComparer.Ordinal);

    private LabAddresses(LabEstate lab, string workDirectory)
    {
        foreach (var service in (ServicePlaces[])[IetfPlaces.Datatracker, IetfPlaces.Www, ArchivePlaces.Service])
            Add(service.Questions, new QuestionsAddress { File = LabQuestions.File(workDirectory, service.Name) });
        foreach (var service in (ServicePlaces[])[IetfPlaces.Datatracker, IetfPlaces.Www])
            Add(service.Pages, new QuestionsAddress { File = LabQuestions.PagesFile(workDirectory, service.Name) });
        _lab = lab;
        Add(IetfPlaces.Announcement, new SiteAddress
        {
            Url = $"http://{lab.HostOf("wiki")}:{lab.Logins.Wiki.Port}", ConnectTo = lab.Logins.Wiki.ToString(),
        });
        Add(IetfPlaces.Datatracker.Doors, new DoorsAddress { Doors = ["POST /api/email/", "GET /api/group/group-aliases/"] });
        Add(ArchivePlaces.Service.Doors, new DoorsAddress
        {
            Doors = ["POST /api/v1/message/import/", $"GET /arch/browse/{LabEstate.PrivateList}/"],
        });
        _host = new HostAddress { LockDirectory = Path.Combine(workDirectory, "locks") };
        Service(IetfPlaces.Datatracker, oldApp: "datatracker-old-web", reader: "datatracker-old-ro", newApp: "datatracker-new-web");
        Service(ArchivePlaces.Service, oldApp: "mailarchive-old-web", reader: "mailarchive-old-ro", newApp: "mailarchive-new-web");
        Service(IetfPlaces.Www, oldApp: "www-old-app", reader: "www-old-ro", newApp: "www-new-app");
        Add(IetfPlaces.OldScheduler, Control("datatracker-old-scheduler"));
        Add(IetfPlaces.NewScheduler, Control("datatracker-new-scheduler"));
        Add(IetfPlaces.OldWorker, Control("datatracker-old-worker"));
        Add(IetfPlaces.NewWorker, Control("datatracker-new-worker"));
        Add(IetfPlaces.OldBroker, LabQueues.Address(lab.OldBroker));
        Add(IetfPlaces.NewBroker, LabQueues.Address(lab.NewBroker));
        Add(ArchivePlaces.NewBroker, LabQueues.Address(lab.NewBroker.ForArchive()));
        Add(IetfPlaces.Partners, new ReachAddress
        {
            Host = _host, Targets = [$"{lab.Mail.Relay}", $"{lab.NewBroker.Address}", $"http://{lab.NewFront.Address}/"],
        });
        Files(workDirectory);
        foreach (var (place, address) in new LabMailAddresses(lab, _host).All)
            _places.Add(place, address);
        Add(IetfPlaces.AliasPull, Control("alias-pull"));
        new LabArchiveAddresses(lab, _host, workDirectory).AddTo(_places);
        new LabLoginAddresses(lab).AddTo(_places);
        Add(IetfPlaces.Traffic, Stack());
        Add(IetfPlaces.Edge, new EdgeAddress
        {
            Modes = Modes(mode => (IReadOnlyList<string>)[mode]), ConnectTo = lab.Edge.Address.ToString(),
        });
        Add(IetfPlaces.OldFront, Front(lab.OldFront));
        Add(IetfPlaces.OldLinks, Site("www", lab.OldHttpd));
        Add(IetfPlaces.WwwWorker, new SiteAddress
        {
            Url = _lab.UrlOf("www"),
            ConnectTo = lab.EdgeWorkerDirectly.ToString(),
            SecretHeaderFiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["X-Cutover-Links"] = lab.TesterTokenFile,
            },
        });
        Add(IetfPlaces.WwwAssets, new AssetsAddress { Settings = lab.Bucket.Settings });
        Add(IetfPlaces.WwwStatic, new SiteAddress { Url = lab.UrlOf("static"), ConnectTo = lab.Edge.Address.ToString() });
        Add(ArchivePlaces.RsyncName, Name("rsync"));
        Add(ArchivePlaces.ImapName, Name("imap"));
        Add(ArchivePlaces.OldHost, new TargetAddress { Values = [lab.OldImap.Address.Host] });
        Add(ArchivePlaces.NewHost, new TargetAddress { Values = [lab.NewFront.Address.Host] });
        Add(IetfPlaces.OldTarget, new TargetAddress { Values = [lab.OldFront.Address.Host] });
        Add(IetfPlaces.NewTarget, new TargetAddress { Values = [lab.Edge.Address.Host] });
    }

    /// <summary>By the place's name.</summary>
    /// <param name="lab">The lab.</param>
    /// <param name="workDirectory">Where locks and manifests go.</param>
    /// <param name="places">The places that the plan names.</param>
    public static IReadOnlyDictionary<string, object> Of(LabEstate lab, string workDirectory, IEnumerable<Place> places)
    {
        var all = new LabAddresses(lab, workDirectory)._places;
        return places.ToDictionary(place => place.Name, place => all[place.Name], StringComparer.Ordinal);
    }

    private void Service(ServicePlaces service, string oldApp, string reader, string newApp)
    {
        Add(service.OldDatabase, Database(LabEstate.DatabaseOf(service.Name), _lab.Postgres.Old));
        Add(service.NewDatabase, Database(LabEstate.DatabaseOf(service.Name), _lab.Postgres.New));
        Restored(service);
        Add(service.OldApp, Control(oldApp));
        Add(service.OldReader, Control(reader));
        Add(service.NewApp, Control(newApp));
        Add(service.OldSettings, Printed(_lab.SettingsOf(oldApp)));
        Add(service.NewSettings, Printed(_lab.SettingsOf(newApp)) with
        {
            MustDiffer = ["broker", "files", "listen", "read", "write"], MayDiffer = ["broker_password_file", "name", "sink", "stylesheet"],
        });
        Add(service.OldJobs, Printed(_lab.JobsOf("old", service.Name)));
        Add(service.NewJobs, Printed(_lab.JobsOf("new", service.Name)));
        Add(service.DnsName, Name(service.Name));
        Add(service.Site, Site(service.Name, _lab.Edge.Address));
        Add(service.NewSite, Site(service.Name, _lab.NewFront.Address));
        Add(service.TestersSite, Site(service.Name, _lab.Edge.Address) with
        {
            SecretHeaderFiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["X-Cutover-Tester"] = _lab.TesterTokenFile,
            },
        });
    }

    private void Files(string workDirectory)
    {
        var manifests = Path.Combine(workDirectory, "manifests");
        var floor = new FileFloor { Files = _lab.Size == LabSize.Full ? 20_000 : 200, Bytes = 1, Sentinel = _lab.Sentinel };
        string[] rebuilt = [LabEstate.Cache];
        Add(IetfPlaces.OldFiles, new DirectoryAddress
        {
            Host = _host, Path = _lab.OldA, Floor = floor, Manifests = manifests, Rebuilt = rebuilt,
        });
        Add(IetfPlaces.NewFiles, new DirectoryAddress
        {
            Host = _host,
            Path = _lab.NewA,
            RsyncUrl = $"rsync://{_lab.Rsync.User}@{_lab.Rsync.Address}/{_lab.Rsync.Module}/",
            RsyncSecretFile = _lab.Rsync.PasswordFile,
            Floor = floor,
            Manifests = manifests,
            Rebuilt = rebuilt,
        });
    }

    private DatabaseAddress Database(string name, Address server) => new()
    {
        Host = server.Host,
        Port = server.Port,
        Database = name,
        User = "cutover",
        Passfile = _lab.Postgres.Cutover,
        ProviderRoles = server == _lab.Postgres.New ? ["lab_owner"] : [],
    };

    /// <summary>The provider's backups, in the lab's own directory.</summary>
    private void Restored(ServicePlaces service)
    {
        var server = _lab.Postgres.New;
        var database = LabEstate.DatabaseOf(service.Name);
        IReadOnlyList<string> Backup(string verb) =>
            [_lab.BackupCommand, verb, database, server.Host, $"{server.Port}", _lab.Postgres.Cutover, _lab.Backups, "{run}"];
        Add(service.Restore, new CommandAddress { Host = _host, Run = Backup("restore"), Probe = Backup("restored") });
        Add(service.RestoredDatabase, Database(LabEstate.RestoredOf(database), server));
    }

    private ListAddress Printed(string file) => new() { Host = _host, Read = ["cat", file] };

    private ServiceAddress Control(string service) => new()
    {
        Host = _host,
        Start = [_lab.ServiceCommand, service, "start"],
        Stop = [_lab.ServiceCommand, service, "stop"],
        Status = [_lab.ServiceCommand, service, "status"],
    };

    private NameAddress Name(string service) => new()
    {
        Zone = _lab.Dns.Zone,
        Name = _lab.HostOf(service),
        Servers = [_lab.Dns.Primary.ToString(), _lab.Dns.Secondary.ToString()],
        Resolvers = [_lab.Dns.Resolver.ToString()],
        UpdateServer = _lab.Dns.Primary.ToString(),
        KeyFile = _lab.Dns.KeyFile,
        Host = _host,
    };

    private FrontAddress Front(LabFront front) => new()
    {
        Host = _host,
        ModesDirectory = front.ModesDirectory!,
        ConnectTo = front.Address.ToString(),
        Services = Modes(mode => mode),
    };

    /// <summary>
    /// Whoever reads the file attaches the lab's own driver. Without it there is no command that could reach a stack outside.
    /// </summary>
    private StackAddress Stack() => new()
    {
        Stack = $"lab/ietf/{LabStacks.Traffic}",
        Directory = _lab.StacksDirectory,
        Host = _host,
        Pulumi = ["false"],
        Approvals = Path.Combine(_lab.StacksDirectory, "approved.json"),
    };

    private Dictionary<string, T> Modes<T>(Func<string, T> value) =>
        _lab.Sites.ToDictionary(site => site, site => value($"{_lab.UrlOf(site)}/.cutover/mode"), StringComparer.Ordinal);

    /// <summary>By name at the edge; the lab's names are known to its own resolver only, so the address is given.</summary>
    private SiteAddress Site(string service, Address connectTo) => new()
    {
        Url = _lab.UrlOf(service),
        ConnectTo = connectTo.ToString(),
        SecretHeaderFiles = service == ArchivePlaces.Service.Name
            ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [ArchiveApi.Key] = _lab.ArchiveKeyFile }
            : [],
    };

    private void Add<TAddress>(Place<TAddress> place, TAddress address)
        where TAddress : notnull => _places.Add(place.Name, address);
}
