namespace Cutover.Lab;

/// <summary>
/// What Postfix reads. Names are never looked up in the DNS (there is no route out, and Postfix cannot ask another port than 53):
/// every next hop is an address in a map. Times are the lab's: a message that waits is tried again after seconds.
/// </summary>
internal static class PostfixConfiguration
{
    /// <summary>What a Postfix of the lab has beside what it listens on; Debian's, without what needs another program.</summary>
    private const string Services =
        """
        pickup    unix  n - n 60    1 pickup
        cleanup   unix  n - n -     0 cleanup
        qmgr      unix  n - n 300   1 qmgr
        tlsmgr    unix  - - n 1000? 1 tlsmgr
        rewrite   unix  - - n -     - trivial-rewrite
        bounce    unix  - - n -     0 bounce
        defer     unix  - - n -     0 bounce
        trace     unix  - - n -     0 bounce
        verify    unix  - - n -     1 verify
        flush     unix  n - n 1000? 0 flush
        proxymap  unix  - - n -     - proxymap
        proxywrite unix - - n -     1 proxymap
        smtp      unix  - - n -     - smtp
        relay     unix  - - n -     - smtp
        showq     unix  n - n -     - showq
        error     unix  - - n -     - error
        retry     unix  - - n -     - error
        discard   unix  - - n -     - discard
        virtual   unix  - n n -     - virtual
        anvil     unix  - - n -     1 anvil
        scache    unix  - - n -     1 scache
        postlog   unix-dgram n - n - 1 postlogd

        """;

    /// <summary>main.cf.</summary>
    public static string Main(LabMail mail, string name)
    {
        var home = mail.Home(name);
        return
            $"""
            compatibility_level = 3.6
            queue_directory = {home}/queue
            data_directory = {home}/data
            meta_directory = {home}/conf
            mail_owner = postfix
            setgid_group = postdrop
            myhostname = {name}.{mail.Domain}
            myorigin = {mail.Domain}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            smtp_bind_address = {mail.Of(name).Host}
            smtp_host_lookup = native
            disable_dns_lookups = yes
            notify_classes =
            mydestination =
            alias_maps =
            alias_database =
            local_recipient_maps =
            maillog_file = {mail.Log(name)}
            maillog_file_prefixes = {home}
            import_environment = MAIL_CONFIG MAIL_LOGTAG TZ LANG=C POSTLOG_SERVICE POSTLOG_HOSTNAME CUTOVER_LAB={mail.Directory}
            minimal_backoff_time = 3s
            maximal_backoff_time = 20s
            queue_run_delay = 3s
            in_flow_delay = 0
            smtpd_client_connection_count_limit = 0
            smtpd_client_connection_rate_limit = 0
            smtpd_peername_lookup = no
            smtpd_tls_security_level = {(name == "mail-ses" ? "encrypt" : "may")}
            smtpd_tls_chain_files = {home}/postfix/server.pem
            smtp_tls_security_level = {(name == "mail-relay" ? "secure" : "may")}
            smtp_tls_CAfile = {mail.AuthorityFile}
            virtual_mailbox_base = {home}/boxes
            virtual_minimum_uid = 100
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            virtual_mailbox_limit = 0
            mailbox_size_limit = 0
            message_size_limit = 100000000

            """ + (name switch
        {
            "mail-host" => Host(mail, home),
            "mail-relay" => Relay(mail, home),
            _ => Ses(mail, home),
        });
    }

    /// <summary>master.cf.</summary>
    public static string Master(LabMail mail, string name, string handOver) =>
        $"{mail.Of(name)} inet n - n - - smtpd\n{Services}" + (name == "mail-host"
            ? $"{mail.Transport} unix - n n - 4 pipe flags=q user=nobody argv={handOver} "
                + $"{mail.Home(name)}/nobody/email.header ${{user}} ${{nexthop}}\n"
            : "");

    /// <summary>Maps by file name; each is compiled when the server starts.</summary>
    public static IReadOnlyDictionary<string, string> Maps(
        LabMail mail, string name, IReadOnlyDictionary<string, string> passwords) => name switch
    {
        "mail-host" => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["transport.map"] = $"{mail.DatatrackerDomain} {mail.Transport}:{mail.OldTarget}\n",
            ["services.map"] = $"i-d-announce@{mail.Domain} people@{mail.ListDomain}\n"
                + string.Concat(mail.Destinations.Select(to => $"{to}@{mail.Domain} {to}@{mail.DatatrackerDomain}\n")),
            ["aliases.map"] = LabAliases.Text(mail),
        },
        "mail-relay" => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sasl.map"] = string.Concat(mail.Applications.Select(each => $"{mail.Sender(each)} {each}:{passwords[each]}\n")),
            ["senders.map"] = string.Concat(mail.Applications.Select(each => $"{mail.Sender(each)} OK\n")),
        },
        _ => new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["transport.map"] = $"{mail.Domain} smtp:[{mail.Host.Host}]:{mail.Host.Port}\n"
                + $"{mail.ListDomain} smtp:[{mail.Host.Host}]:{mail.Host.Port}\n",
            ["senders.map"] = string.Concat(mail.Applications.Select(each => $"{mail.Sender(each)} {each}@ses\n")),
        },
    };

    private static string Host(LabMail mail, string home) =>
        $"""
        mynetworks = {mail.Host.Host}/32
        relay_domains = {mail.DatatrackerDomain}
        transport_maps = hash:{home}/conf/transport.map
        {mail.Transport}_destination_recipient_limit = 1
        virtual_alias_domains = {mail.Domain}
        virtual_alias_maps = hash:{home}/conf/services.map, hash:{home}/conf/aliases.map
        virtual_mailbox_domains = {mail.ListDomain}
        virtual_mailbox_maps = static:people/
        default_transport = error:the lab has no route out
        relay_transport = error:the lab has no route out

        """;

    /// <summary>
    /// Who may send is known by the address it comes from; as whom it signs in at SES follows from the sender. Whom it could not sign in
    /// for is refused at the door, and not hours later by SES.
    /// </summary>
    private static string Relay(LabMail mail, string home) =>
        $"""
        mynetworks = {mail.OldTarget.Host}/32, {mail.NewTarget.Host}/32, {mail.Host.Host}/32
        smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination
        smtpd_sender_restrictions = check_sender_access hash:{home}/conf/senders.map, reject
        relayhost = [{mail.Ses.Host}]:{mail.Ses.Port}
        smtp_tls_secure_cert_match = mail.{mail.Domain}
        smtp_sasl_auth_enable = yes
        smtp_sasl_security_options = noanonymous
        smtp_sender_dependent_authentication = yes
        smtp_sasl_password_maps = hash:{home}/conf/sasl.map

        """;

    /// <summary>Mail for the lab's own domains goes to the mail host; everything else is "the world", one mailbox here.</summary>
    private static string Ses(LabMail mail, string home) =>
        $"""
        mynetworks = {mail.Ses.Host}/32
        smtpd_tls_auth_only = yes
        smtpd_sasl_auth_enable = yes
        smtpd_sasl_local_domain = ses
        smtpd_sender_login_maps = hash:{home}/conf/senders.map
        smtpd_sender_restrictions = reject_sender_login_mismatch
        smtpd_relay_restrictions = permit_sasl_authenticated, reject
        smtpd_milters = inet:{mail.Signer}
        milter_default_action = tempfail
        transport_maps = hash:{home}/conf/transport.map
        virtual_mailbox_domains = static:all
        virtual_mailbox_maps = static:world/

        """;
}
