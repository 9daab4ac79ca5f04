using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>Everything that the night refers to. An estate gives each an address.</summary>
public static class IetfPlaces
{
    /// <summary>Where people are told of the night; it stays where it is.</summary>
    public static Place<SiteAddress> Announcement { get; } = new("announcement.site");

    public static ServicePlaces Datatracker { get; } = new("datatracker")
    {
        HomePath = "/api/version", Upload = new UploadForm("/api/submission"),
    };

    public static ServicePlaces Www { get; } = new("www") { Upload = new UploadForm("/admin/pages/"), Exposed = ExposedDirectories.Www };

    /// <summary>Datatracker's background scheduler: exactly one in the world.</summary>
    public static Place<ServiceAddress> OldScheduler { get; } = new("datatracker.old.scheduler");

    public static Place<ServiceAddress> NewScheduler { get; } = new("datatracker.new.scheduler");

    /// <summary>Does what the application and the scheduler put into the queue, each side its own.</summary>
    public static Place<ServiceAddress> OldWorker { get; } = new("datatracker.old.worker");

    public static Place<ServiceAddress> NewWorker { get; } = new("datatracker.new.worker");

    /// <summary>RabbitMQ, where the tasks wait, each side its own.</summary>
    public static Place<QueueAddress> OldBroker { get; } = new("datatracker.old.broker");

    public static Place<QueueAddress> NewBroker { get; } = new("datatracker.new.broker");

    /// <summary>/a, the file system that the services share.</summary>
    public static Place<DirectoryAddress> OldFiles { get; } = new("files.old");

    public static Place<DirectoryAddress> NewFiles { get; } = new("files.new");

    /// <summary>Whom the new host must reach: the relay, IANA, meeting tools, the list server's API.</summary>
    public static Place<ReachAddress> Partners { get; } = new("datatracker.new.partners");

    /// <summary>The stack whose config says where each service's requests go.</summary>
    public static Place<StackAddress> Traffic { get; } = new("traffic.stack");

    /// <summary>What that stack makes, where it can be seen: the names lead here days before the night.</summary>
    public static Place<EdgeAddress> Edge { get; } = new("edge");

    /// <summary>Where the names led before.</summary>
    public static Place<FrontAddress> OldFront { get; } = new("front.old");

    /// <summary>The old host's Apache, past every front.</summary>
    public static Place<SiteAddress> OldLinks { get; } = new("www.old.links");

    /// <summary>The edge's Worker of www, asked for its old links alone, whatever it would say to people.</summary>
    public static Place<SiteAddress> WwwWorker { get; } = new("www.worker");

    /// <summary>What www's pages refer to: files and bucket.</summary>
    public static Place<AssetsAddress> WwwAssets { get; } = new("www.assets");

    /// <summary>The same as people reach it.</summary>
    public static Place<SiteAddress> WwwStatic { get; } = new("www.static.site");

    /// <summary>Datatracker's transport at the mail host, which stays where it is.</summary>
    public static Place<MailTransportAddress> Mail { get; } = new("mail.datatracker");

    /// <summary>The pull of aliases from Datatracker to the mail host, and what it pulls.</summary>
    public static Place<ServiceAddress> AliasPull { get; } = new("mail.alias-pull");

    public static Place<AliasSourceAddress> Aliases { get; } = new("mail.aliases");

    /// <summary>The domain that people write to.</summary>
    public static Place<MailDomainAddress> MailDomain { get; } = new("mail.domain");

    /// <summary>How each application on the new host hands its mail to the relay, which must know that host by then.</summary>
    public static Place<MailSenderAddress> NewDatatrackerMail { get; } = new("datatracker.new.mail");

    public static Place<MailSenderAddress> NewArchiveMail { get; } = new("mailarchive.new.mail");

    public static Place<MailSenderAddress> NewWwwMail { get; } = new("www.new.mail");

    /// <summary>Who sends mail, each with its own credentials at SES, which the relay uses.</summary>
    public static Place<MailApplicationAddress> DatatrackerSender { get; } = new("mail.sender.datatracker");

    public static Place<MailApplicationAddress> ArchiveSender { get; } = new("mail.sender.mailarchive");

    public static Place<MailApplicationAddress> WwwSender { get; } = new("mail.sender.www");

    /// <summary>Where canaries that go out come in.</summary>
    public static Place<MailboxReadAddress> CanaryMailbox { get; } = new("mail.canaries");

    /// <summary>Where that transport posts to.</summary>
    public static Place<MailTargetAddress> OldMailTarget { get; } = new("mail.target.old");

    public static Place<MailTargetAddress> NewMailTarget { get; } = new("mail.target.new");

    /// <summary>What the names are pointed at.</summary>
    public static Place<TargetAddress> OldTarget { get; } = new("target.old");

    public static Place<TargetAddress> NewTarget { get; } = new("target.edge");
}
