using System.Text.Json;

namespace Cutover.Lab;

/// <summary>The applications: copied into the lab's directory, where the lab's user can read them, with one settings file each.</summary>
internal sealed class StandInUnits(LabEstate estate)
{
    private const string Program = "Cutover.StandIns.dll";
    private const string Wiki = "wiki";

    private static readonly JsonSerializerOptions Json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    private static readonly Dictionary<string, string> Runtime = new(StringComparer.Ordinal)
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_NOLOGO"] = "1",
    };

    private string Home => Path.Combine(estate.Directory, "stand-ins");

    /// <summary>Copies the programs and writes the settings.</summary>
    public void Write()
    {
        var built = Path.Combine(AppContext.BaseDirectory, "stand-ins");
        if (!File.Exists(Path.Combine(built, Program)))
            throw new LabException($"The stand-ins are not in {built}, where the build puts them: build the solution again.");
        Directory.CreateDirectory(Home);
        foreach (var file in Directory.EnumerateFiles(built))
            File.Copy(file, Path.Combine(Home, Path.GetFileName(file)), overwrite: true);
        foreach (var service in estate.Services)
            File.WriteAllText(Settings(service), JsonSerializer.Serialize(SettingsOf(service), Json));
    }

    /// <summary>How each is run.</summary>
    /// <param name="dotnet">A dotnet that the lab's user can run.</param>
    public IEnumerable<Unit> Units(string dotnet)
    {
        var environment = new Dictionary<string, string>(Runtime, StringComparer.Ordinal)
        {
            ["DOTNET_ROOT"] = Path.GetDirectoryName(dotnet)!,
        };
        return estate.Services.Select(
            service => new Unit(service.Name, [dotnet, Path.Combine(Home, Program), .. Words(service), Settings(service)])
        {
            Listens = service.Address,
            RunsOn = HostOf(service),
            IsBackground = service.Address is null,
            Environment = environment,
        });
    }

    private string Settings(LabService service) => estate.SettingsOf(service.Name);

    private static string[] Words(LabService service) =>
        SiteOf(service) switch
        {
            "www" or Wiki => [SiteOf(service)],
            "mailarchive" => ["archive", service.Address is null ? "importer" : "web"],
            _ when service.Name.EndsWith("-worker", StringComparison.Ordinal) => ["datatracker", "worker"],
            _ => ["datatracker", service.Address is null ? "scheduler" : "web"],
        };

    private static string SiteOf(LabService service) => service.Name.Split('-', 2)[0];

    private static bool IsNew(LabService service) => service.Name.Contains("-new-", StringComparison.Ordinal);

    private string HostOf(LabService service) =>
        service.Address?.Host ?? (IsNew(service) ? estate.NewFront : estate.OldFront).Address.Host;

    private object SettingsOf(LabService service)
    {
        if (service.Name == Wiki)
            return WikiSettings(service);

        var isNew = IsNew(service);
        var isReadOnly = service.Name.EndsWith("-ro", StringComparison.Ordinal);
        var server = isNew ? estate.Postgres.New : estate.Postgres.Old;
        var at = estate.Postgres;
        var (database, writer, writerFile, reader, readerFile) = SiteOf(service) switch
        {
            "www" => ("www", "wagtail", at.Wagtail, "wagtail_ro", at.WagtailRead),
            "mailarchive" => ("archive", "archive", at.Archive, "archive_ro", at.ArchiveRead),
            _ => ("datatracker", "datatracker", at.Datatracker, "datatracker_ro", at.DatatrackerRead),
        };
        var files = SiteOf(service) == "mailarchive"
            ? isNew ? estate.NewArchive : estate.OldArchive
            : isNew ? estate.NewA : estate.OldA;
        string Connection(string role, string file) =>
            $"Host={server.Host};Port={server.Port};Database={database};Username={role};Passfile={file}";
        var broker = isNew ? estate.NewBroker : estate.OldBroker;
        return new
        {
            service.Name,
            Broker = broker.Address.ToString(),
            BrokerUser = broker.User,
            BrokerPasswordFile = broker.PasswordFile,
            VirtualHost = broker.VirtualHost,
            Queue = broker.Queue,
            Listen = service.Address?.ToString(),
            Read = Connection(reader, readerFile),
            Write = isReadOnly ? null : Connection(writer, writerFile),
            Files = files,
            Spool = estate.ArchiveSpool,
            Sink = Path.Combine(estate.Sink, $"{service.Name}.log"),
            Smtp = service.Address is null ? estate.Mail.Relay.ToString() : null,
            SmtpFrom = service.Address is null ? HostOf(service) : null,
            SmtpAuthority = estate.Mail.AuthorityFile,
            Sender = estate.Mail.Sender("datatracker"),
            Archive = estate.UrlOf("mailarchive"),
            People = $"people@{estate.Mail.ListDomain}",
            ApiTokens = Path.Combine(estate.Directory, "secrets"),
            Stylesheet = service.Name == "www-new-app" ? $"{estate.UrlOf("static")}/{estate.Bucket.Stylesheet}" : null,
            OpenidIssuer = SiteOf(service) == "mailarchive" && service.Address is not null ? estate.Logins.Issuer : null,
            OpenidClient = "mailarchive",
            OpenidSecretFile = estate.Logins.SecretFile("mailarchive"),
            Resolver = estate.Dns.Resolver.ToString(),
        };
    }

    private object WikiSettings(LabService service) => new
    {
        service.Name,
        Listen = service.Address?.ToString(),
        OpenidIssuer = estate.Logins.Issuer,
        Announcement = "Tonight Datatracker, www.ietf.org, the mail archive, the directories of Internet-Drafts, rsync and IMAP move to "
            + "new machines. They can be read and not written meanwhile, for up to 4 hours. Afterwards you will have to sign in again. "
            + "Mail waits and arrives later.",
        OpenidClient = Wiki,
        OpenidSecretFile = estate.Logins.SecretFile(Wiki),
        Resolver = estate.Dns.Resolver.ToString(),
    };
}
