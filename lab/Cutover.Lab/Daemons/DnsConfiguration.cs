namespace Cutover.Lab;

/// <summary>Knot DNS, primary and secondary, and unbound in front of them.</summary>
internal static class DnsConfiguration
{
    /// <summary>The name of the TSIG key.</summary>
    public const string KeyName = "cutover";

    /// <summary>Seconds that the stale resolver holds an answer, whatever its TTL.</summary>
    private const int StaleSeconds = 60;

    public static string Home(LabEstate estate, string name) => Path.Combine(estate.Directory, "dns", name);

    public static string Primary(LabEstate estate, string key) =>
        Knot(
            estate, "dns-primary", estate.Dns.Primary, key,
            $"""
            remote:
              - id: secondary
                address: {At(estate.Dns.Secondary)}
                via: {estate.Dns.Primary.Host}
                key: {KeyName}
            acl:
              - id: holder-of-the-key
                key: {KeyName}
                action: [update, transfer]
            zone:
              - domain: {estate.Dns.Zone}
                notify: secondary
                acl: holder-of-the-key

            """);

    public static string Secondary(LabEstate estate, string key) =>
        Knot(
            estate, "dns-secondary", estate.Dns.Secondary, key,
            $"""
            remote:
              - id: primary
                address: {At(estate.Dns.Primary)}
                via: {estate.Dns.Secondary.Host}
                key: {KeyName}
            acl:
              - id: holder-of-the-key
                key: {KeyName}
                action: [notify, transfer]
            zone:
              - domain: {estate.Dns.Zone}
                master: primary
                acl: holder-of-the-key

            """);

    /// <summary>The zone before the night: all names at the old side.</summary>
    public static string Zone(LabEstate estate, MailKeys keys) =>
        $"""
        $ORIGIN {estate.Dns.Zone}.
        $TTL {estate.Dns.Ttl}
        @ SOA ns1 hostmaster 1 60 5 86400 {estate.Dns.Ttl}
        @ NS ns1
        @ NS ns2
        ns1 A {estate.Dns.Primary.Host}
        ns2 A {estate.Dns.Secondary.Host}
        datatracker A {estate.OldFront.Address.Host}
        www A {estate.OldFront.Address.Host}
        mailarchive A {estate.OldFront.Address.Host}
        rsync {estate.Dns.DirectTtl} A {estate.OldMirrors.Address.Host}
        imap {estate.Dns.DirectTtl} A {estate.OldImap.Address.Host}
        mail A {estate.Mail.Host.Host}
        wiki A {estate.Logins.Wiki.Host}
        static A {estate.Edge.Address.Host}
        @ MX 10 mail
        lists MX 10 mail
        @ TXT "v=spf1 ip4:{estate.Mail.Ses.Host} -all"
        lists TXT "v=spf1 ip4:{estate.Mail.Ses.Host} -all"
        {estate.Mail.Selector}._domainkey TXT {Strings(keys.DkimRecord)}
        {estate.Mail.Selector}._domainkey.lists TXT {Strings(keys.DkimRecord)}
        _25._tcp.mail TLSA {keys.TlsaRecord}

        """;

    /// <summary>A resolver that asks the two servers for the zone and refuses everything else: the lab has no route out.</summary>
    public static string Resolver(LabEstate estate, string name, Address address, bool isStale) =>
        $"""
        server:
          directory: "{Home(estate, name)}"
          pidfile: "{Home(estate, name)}/unbound.pid"
          chroot: ""
          username: ""
          use-syslog: no
          logfile: ""
          verbosity: 1
          num-threads: 1
          interface: {At(address)}
          outgoing-interface: {address.Host}
          access-control: 127.0.0.0/8 allow
          do-ip6: no
          do-not-query-localhost: no
          module-config: "iterator"
          cache-min-ttl: {(isStale ? StaleSeconds : 0)}
          prefetch: no
          serve-expired: no
          infra-host-ttl: 1
          local-zone: "." refuse
          local-zone: "test." nodefault
          local-zone: "{estate.Dns.Zone}." transparent
        remote-control:
          control-enable: no
        stub-zone:
          name: "{estate.Dns.Zone}."
          stub-addr: {At(estate.Dns.Primary)}
          stub-addr: {At(estate.Dns.Secondary)}

        """;

    private static string Knot(LabEstate estate, string name, Address address, string key, string zones) =>
        $"""
        server:
            rundir: "{Home(estate, name)}"
            listen: {At(address)}
            udp-workers: 1
            tcp-workers: 1
            background-workers: 1
            automatic-acl: off
        log:
          - target: stderr
            any: info
        database:
            storage: "{Home(estate, name)}/db"
            journal-db-max-size: 64M
            timer-db-max-size: 8M
            kasp-db-max-size: 8M
        key:
          - id: {KeyName}
            algorithm: hmac-sha256
            secret: {key}
        template:
          - id: default
            storage: "{Home(estate, name)}/zones"
            file: "%s.zone"
        {zones}
        """;

    /// <summary>One string of a TXT record holds 255 characters (RFC 1035, 3.3).</summary>
    private static string Strings(string text) => string.Join(' ', text.Chunk(255).Select(part => $"\"{new string(part)}\""));

    private static string At(Address address) => $"{address.Host}@{address.Port}";
}
