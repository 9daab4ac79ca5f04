using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;

namespace Ietf;

/// <summary>The lab's addresses for the mail archive, IMAP and rsync.</summary>
internal sealed class LabArchiveAddresses(LabEstate lab, HostAddress host, string workDirectory)
{
    private const int FullFiles = 50_000;
    private const int SmallFiles = 300;

    /// <summary>Adds each by its place's name.</summary>
    public void AddTo(IDictionary<string, object> places)
    {
        void Add<T>(Place<T> place, T address)
            where T : notnull => places.Add(place.Name, address);

        Add(ArchivePlaces.OldFiles, Directory(lab.OldArchive));
        Add(ArchivePlaces.NewFiles, Directory(lab.NewArchive) with
        {
            RsyncUrl = $"rsync://{lab.Rsync.User}@{lab.Rsync.Address}/{lab.Rsync.ArchiveModule}/",
            RsyncSecretFile = lab.Rsync.PasswordFile,
        });
        Add(ArchivePlaces.Spool, new DirectoryAddress { Host = host, Path = Path.Combine(lab.ArchiveSpool, "new") });
        Add(ArchivePlaces.OldSite, new SiteAddress
        {
            Url = lab.UrlOf(ArchivePlaces.Service.Name),
            ConnectTo = lab.Service("mailarchive-old-ro").Address!.ToString(),
        });
        Add(ArchivePlaces.OldImporter, Control("mailarchive-old-importer"));
        Add(ArchivePlaces.NewImporter, Control("mailarchive-new-importer"));
        Add(ArchivePlaces.OldImap, Serving(lab.OldImap, "writable"));
        Add(ArchivePlaces.OldImapReader, Serving(lab.OldImap, "read-only"));
        Add(ArchivePlaces.NewImap, Serving(lab.NewImap, "writable"));
        Add(ArchivePlaces.NewImapReader, Serving(lab.NewImap, "read-only"));
        Add(ArchivePlaces.OldMailboxes, Mailboxes(lab.OldImap));
        Add(ArchivePlaces.NewMailboxes, Mailboxes(lab.NewImap));
        Add(ArchivePlaces.OldRsync, Control(lab.OldMirrors.Unit));
        Add(ArchivePlaces.NewRsync, Control(lab.NewMirrors.Unit));
        Add(ArchivePlaces.OldMirrors, Mirrors(lab.OldMirrors));
        Add(ArchivePlaces.NewMirrors, Mirrors(lab.NewMirrors));
    }

    private DirectoryAddress Directory(string path) => new()
    {
        Host = host,
        Path = path,
        Floor = new FileFloor { Files = lab.Size == LabSize.Full ? FullFiles : SmallFiles, Bytes = 1, Sentinel = lab.Sentinel },
        Manifests = Path.Combine(workDirectory, "manifests"),
    };

    private static ImapAddress Mailboxes(LabImap server) => new()
    {
        Host = server.Address.Host,
        Port = server.Address.Port,
        Tls = false,
        User = server.User,
        PasswordFile = server.PasswordFile,
    };

    private MirrorAddress Mirrors(LabMirrors daemon) => new()
    {
        Host = host,
        Url = $"rsync://{daemon.Address}",
        Configuration = daemon.Configuration,
        Modules = [.. daemon.Modules],
        Mirror = Path.Combine(lab.Directory, "guests-data", "mirror"),
    };

    private ServiceAddress Control(string service) => Told(lab.ServiceCommand, service);

    private ServiceAddress Serving(LabImap server, string way) => Told(lab.MailboxesCommand, server.Unit, way);

    private ServiceAddress Told(params string[] command) => new()
    {
        Host = host,
        Start = [.. command, "start"],
        Stop = [.. command, "stop"],
        Status = [.. command, "status"],
    };
}
