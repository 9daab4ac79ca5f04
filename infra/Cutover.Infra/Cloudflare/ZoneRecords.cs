using Pulumi;
using Cf = Pulumi.Cloudflare;

namespace Cutover.Infra;

/// <summary>Records of one zone, each named by its type and its name, so that no two that hold the same can stand side by side.</summary>
public sealed class ZoneRecords : Part
{
    /// <summary>Cloudflare's word for "as you like", the only TTL that a proxied record has; resolvers see 300 s.</summary>
    public const int Automatic = 1;

    private readonly Input<string> _zone;

    public ZoneRecords(string name, string environment, Input<string> zone, ComponentResourceOptions? options = null)
        : base("cutover:cloudflare:Records", name, environment, options)
    {
        _zone = zone;
        RegisterOutputs();
    }

    /// <summary>A name that the edge answers for itself; what it asks behind is the address.</summary>
    public void Proxied(string host, Input<string> address) => Add("A", host, Automatic, args =>
    {
        args.Content = address;
        args.Proxied = true;
    });

    /// <summary>A name that leads to the address without the edge between.</summary>
    public void Address(string host, Input<string> address, int ttl) => Add("A", host, ttl, args => args.Content = address);

    /// <summary>One of a domain's keys at SES.</summary>
    /// <param name="domain">The domain that signs.</param>
    /// <param name="number">Which of its keys.</param>
    /// <param name="token">What SES calls it.</param>
    /// <param name="ttl">Seconds.</param>
    public void Selector(string domain, int number, Output<string> token, int ttl) => _ = new Cf.DnsRecord(
        Named($"cname-dkim-{domain}-{number}"),
        new Cf.DnsRecordArgs
        {
            ZoneId = _zone,
            Name = Output.Format($"{token}._domainkey.{domain}"),
            Type = "CNAME",
            Ttl = ttl,
            Content = Output.Format($"{token}.dkim.amazonses.com"),
        },
        Under());

    /// <summary>The name that bounces go to: SES takes them, and nobody else may send as it.</summary>
    public void Bounces(string host, Input<string> server, int ttl)
    {
        Add("MX", host, ttl, args => (args.Content, args.Priority) = (server, 10));
        Text(host, "v=spf1 include:amazonses.com ~all", ttl);
    }

    /// <summary>A TXT record; Cloudflare wants its text in quotes.</summary>
    public void Text(string host, string text, int ttl, string? role = null) =>
        Add("TXT", host, ttl, args => args.Content = $"\"{text}\"", role);

    public void Mail(string host, string server, int priority, int ttl) => Add("MX", host, ttl, args =>
    {
        args.Content = server;
        args.Priority = priority;
    }, server.Split('.')[0]);

    /// <summary>The key that a mail server's certificate has (RFC 7672): usage 3, selector 1, SHA-256.</summary>
    /// <param name="server">The mail server.</param>
    /// <param name="digest">64 hexadecimal digits.</param>
    /// <param name="ttl">Seconds.</param>
    public void MailKey(string server, string digest, int ttl) => Add("TLSA", $"_25._tcp.{server}", ttl, args =>
        args.Data = new Cf.Inputs.DnsRecordDataArgs { Usage = 3, Selector = 1, MatchingType = 1, Certificate = digest }, digest[..8]);

    /// <summary>Who may make certificates for the zone (RFC 8659).</summary>
    public void Authority(string zone, string authority, int ttl) => Add("CAA", zone, ttl, args =>
        args.Data = new Cf.Inputs.DnsRecordDataArgs { Flags = 0, Tag = "issue", Value = authority }, authority.Split('.')[0]);

    // The role tells several records of one name and type apart.
    private void Add(string type, string host, int ttl, Action<Cf.DnsRecordArgs> fill, string? role = null)
    {
        var args = new Cf.DnsRecordArgs { ZoneId = _zone, Name = host, Type = type, Ttl = ttl };
        fill(args);
        _ = new Cf.DnsRecord(Named($"{type.ToLowerInvariant()}-{host}{(role is null ? "" : $"-{role}")}"), args, Under());
    }
}
