using Cutover.Effects;
using Cutover.Lab;

namespace Ietf;

/// <summary>The lab's addresses of what mail goes through.</summary>
internal sealed class LabMailAddresses(LabEstate lab, HostAddress host)
{
    private const string Server = "mail-host";
    private readonly LabMail _mail = lab.Mail;

    /// <summary>By the place's name.</summary>
    public IEnumerable<(string Place, object Address)> All =>
    [
        (IetfPlaces.Mail.Name, Transport),
        (IetfPlaces.OldMailTarget.Name, new MailTargetAddress { NextHop = _mail.OldTarget.ToString() }),
        (IetfPlaces.NewMailTarget.Name, new MailTargetAddress { NextHop = _mail.NewTarget.ToString() }),
        (IetfPlaces.Aliases.Name, Aliases),
        (IetfPlaces.MailDomain.Name, Domain),
        (IetfPlaces.DatatrackerSender.Name, Sender("datatracker")),
        (IetfPlaces.ArchiveSender.Name, Sender("mailarchive")),
        (IetfPlaces.WwwSender.Name, Sender("www")),
        (IetfPlaces.NewDatatrackerMail.Name, OnNewHost("datatracker")),
        (IetfPlaces.NewArchiveMail.Name, OnNewHost("mailarchive")),
        (IetfPlaces.NewWwwMail.Name, OnNewHost("www")),
        (IetfPlaces.CanaryMailbox.Name, new MailboxReadAddress
        {
            Host = host,
            To = $"wg000-chairs@{_mail.Domain}",
            Read = [_mail.Command, Server, "mailbox", "people"],
        }),
    ];

    private PostfixAddress Postfix => new()
    {
        Host = host,
        Before = [_mail.Command, Server],
        Log = [_mail.Command, Server, "log"],
        Smtp = _mail.Host.ToString(),
    };

    private MailTransportAddress Transport => new()
    {
        Server = Postfix,
        Transport = _mail.Transport,
        Domains = [_mail.DatatrackerDomain],
        Map = Path.Combine(_mail.Configuration(Server), "transport.map"),
        Canaries = [.. _mail.Destinations.Select(to => $"{to}@{_mail.Domain}")],
        RowsOfMessage = "select count(*) from public.ingested_email where message_id = $1",
    };

    private AliasSourceAddress Aliases => new()
    {
        Site = new SiteAddress
        {
            Url = lab.UrlOf("datatracker"),
            ConnectTo = lab.Edge.Address.ToString(),
            SecretHeaderFiles = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Api-Key"] = lab.EmailKeyFile },
        },
        Path = "/api/group/group-aliases/",
        Server = Postfix,
        Map = _mail.AliasMap,
        Known = [$"wg000-chairs@{_mail.Domain}", $"wg119-chairs@{_mail.Domain}", $"art-chairs@{_mail.Domain}"],
    };

    private MailDomainAddress Domain => new()
    {
        Domain = _mail.Domain,
        Servers = [lab.Dns.Primary.ToString(), lab.Dns.Secondary.ToString()],
        SendsFrom = [_mail.Ses.Host],
        Selector = _mail.Selector,
        ConnectTo = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [$"mail.{_mail.Domain}"] = _mail.Host.ToString(),
        },
    };

    private MailSenderAddress OnNewHost(string application) => new()
    {
        Host = host,
        Before = lab.Hosts.First(each => each.Address == _mail.NewTarget.Host).Enter,
        Relay = _mail.Relay.ToString(),
        Sender = _mail.Sender(application),
        From = _mail.NewTarget.Host,
        AuthorityFile = _mail.AuthorityFile,
    };

    private MailApplicationAddress Sender(string application) => new()
    {
        Server = _mail.Ses.ToString(),
        User = application,
        PasswordFile = _mail.PasswordFile(application),
        Sender = _mail.Sender(application),
        AuthorityFile = _mail.AuthorityFile,
    };
}
