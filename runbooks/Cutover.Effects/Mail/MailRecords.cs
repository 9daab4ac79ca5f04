using System.Collections.Immutable;
using Cutover.Engine;
using DnsClient;
using DnsClient.Protocol;

namespace Cutover.Effects;

/// <summary>
/// A check that a domain's mail records fit together at every authoritative server: MX with an address, SPF that passes what the domain
/// sends from, a DKIM key, and a TLSA record that fits the certificate which the exchange presents. They must change together; on a real
/// night the TLSA records did not.
/// </summary>
public sealed record MailRecords(Place<MailDomainAddress> Domain) : IProbe<MailRecordsSeen>
{
    public string Verb => $"see that the mail records of {Domain} fit together";

    public async ValueTask<Finding<MailRecordsSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Domain);
        var faults = new List<string>();
        var seen = new MailRecordsSeen([], null);
        foreach (var name in at.Servers)
        {
            var server = DnsServer.Authoritative(name);
            var exchanges = await server.RecordsAsync<MxRecord>(at.Domain, QueryType.MX, cancellation);
            var spf = (await server.TextsAsync(at.Domain, cancellation))
                .Where(text => text.StartsWith("v=spf1", StringComparison.OrdinalIgnoreCase)).ToList();
            ImmutableArray<string> hosts =
                [.. exchanges.OrderBy(mx => mx.Preference).Select(mx => mx.Exchange.Value.TrimEnd('.'))];
            seen = new MailRecordsSeen(hosts, spf.FirstOrDefault());
            if (hosts.Length == 0)
                faults.Add($"{name} has no MX for {at.Domain}: nobody can send it mail; add the record");
            foreach (var host in hosts)
                faults.AddRange(await ExchangeFaultsAsync(at, server, host, cancellation));
            faults.AddRange(await SenderFaultsAsync(at, server, spf, cancellation));
        }

        return faults.Count == 0
            ? Finding.Done(seen, $"{at.Domain} has MX {string.Join(", ", seen.Exchanges)}, with TLSA, SPF and DKIM that fit")
            : Finding.NotDone(seen, string.Join("; ", faults.Distinct(StringComparer.Ordinal)));
    }

    private static async Task<IEnumerable<string>> ExchangeFaultsAsync(
        MailDomainAddress at, DnsServer server, string host, CancellationToken cancellation)
    {
        if ((await server.RecordsAsync<ARecord>(host, QueryType.A, cancellation)).Length == 0)
            return [$"{server.Server} has no address for {host}, the MX of {at.Domain}; add it"];

        var records = await server.RecordsAsync<TlsaRecord>($"_25._tcp.{host}", QueryType.TLSA, cancellation);
        if (records.Length == 0)
            return [$"{server.Server} has no TLSA record for {host}; add the one of its certificate"];

        var presented = await PresentedCertificate.OfAsync(at.ConnectTo.GetValueOrDefault(host, $"{host}:25"), cancellation);
        return records.Any(presented.Fits)
            ? []
            : [$"the TLSA record of {host} at {server.Server} does not fit the certificate it presents ({presented.Name}, key "
                + $"{presented.KeyDigest[..16]}...): senders that check DANE refuse to deliver; change record and certificate together"];
    }

    private static async Task<IEnumerable<string>> SenderFaultsAsync(
        MailDomainAddress at, DnsServer server, List<string> spf, CancellationToken cancellation)
    {
        var faults = new List<string>();
        if (spf.Count != 1)
            faults.Add($"{server.Server} has {spf.Count} SPF records for {at.Domain} where one was expected");
        foreach (var from in spf.Count == 1 ? at.SendsFrom : [])
        {
            var (passes, result) = await SpfCheck.AskAsync(server.Server, from, $"somebody@{at.Domain}", cancellation);
            if (!passes)
                faults.Add($"SPF of {at.Domain} says {result} to mail from {from} ({spf[0]}); add the address before it sends");
        }

        var key = $"{at.Selector}._domainkey.{at.Domain}";
        if (!(await server.TextsAsync(key, cancellation)).Any(text => text.Contains("p=", StringComparison.Ordinal)))
            faults.Add($"{server.Server} has no DKIM key at {key}; add it");
        return faults;
    }
}
