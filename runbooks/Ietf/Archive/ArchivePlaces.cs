using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>What belongs to the mail archive besides what every service has, and what follows its files.</summary>
public static class ArchivePlaces
{
    /// <summary>The archive: on the same file system as /a, in directories of its own.</summary>
    public static ServicePlaces Service { get; } = new("mailarchive")
    {
        HomePath = "/arch/", Upload = new UploadForm(ArchiveApi.Import, "application/json", ArchiveApi.Key),
        Exposed = ["/arch/", "/robots.txt", "/arch/no-such-page/"],
    };

    /// <summary>Messages, mailboxes, and what came in.</summary>
    public static Place<DirectoryAddress> OldFiles { get; } = new("mailarchive.old.files");

    public static Place<DirectoryAddress> NewFiles { get; } = new("mailarchive.new.files");

    /// <summary>Takes what waits in the spool and fills the index: exactly one in the world.</summary>
    public static Place<ServiceAddress> OldImporter { get; } = new("mailarchive.old.importer");

    public static Place<ServiceAddress> NewImporter { get; } = new("mailarchive.new.importer");

    /// <summary>Where the new archive puts its tasks: the virtual host that it has of its own.</summary>
    public static Place<QueueAddress> NewBroker { get; } = new("mailarchive.new.broker");

    /// <summary>The mail host's spool: mail for the archive waits here while there is no importer.</summary>
    public static Place<DirectoryAddress> Spool { get; } = new("mailarchive.spool");

    /// <summary>The old side's application that only reads, asked directly.</summary>
    public static Place<SiteAddress> OldSite { get; } = new("mailarchive.old.site");

    /// <summary>The old IMAP server, giving UIDs.</summary>
    public static Place<ServiceAddress> OldImap { get; } = new("imap.old.service");

    /// <summary>The same server, writing nothing that travels: it answers while writers are kept out.</summary>
    public static Place<ServiceAddress> OldImapReader { get; } = new("imap.old.reader");

    public static Place<ServiceAddress> NewImap { get; } = new("imap.new.service");

    /// <summary>The new one, writing nothing that travels: it answers on the way back while mail is carried home.</summary>
    public static Place<ServiceAddress> NewImapReader { get; } = new("imap.new.reader");

    /// <summary>The IMAP servers as a client reaches them.</summary>
    public static Place<ImapAddress> OldMailboxes { get; } = new("imap.old");

    public static Place<ImapAddress> NewMailboxes { get; } = new("imap.new");

    /// <summary>The rsync daemons that the public pulls from.</summary>
    public static Place<ServiceAddress> OldRsync { get; } = new("rsync.old.service");

    public static Place<ServiceAddress> NewRsync { get; } = new("rsync.new.service");

    public static Place<MirrorAddress> OldMirrors { get; } = new("rsync.old");

    public static Place<MirrorAddress> NewMirrors { get; } = new("rsync.new");

    /// <summary>Names that lead to the host itself, where they led before and where they lead afterwards.</summary>
    public static Place<NameAddress> RsyncName { get; } = new("rsync.name");

    public static Place<NameAddress> ImapName { get; } = new("imap.name");

    public static Place<TargetAddress> OldHost { get; } = new("target.old-host");

    public static Place<TargetAddress> NewHost { get; } = new("target.host");
}
