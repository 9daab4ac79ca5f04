using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace Cutover.Crowd;

/// <summary>A caching resolver, asked by UDP. It counts the TTL down; this client keeps nothing of its own.</summary>
/// <param name="resolver">Its address and port.</param>
public sealed class ResolverSource(string resolver) : IAddressSource
{
    private readonly LookupClient _client = new(new LookupClientOptions(IPEndPoint.Parse(resolver))
    {
        UseCache = false,
        Recursion = true,
        Retries = 1,
        Timeout = TimeSpan.FromMilliseconds(500),
        ThrowDnsErrors = false,
    });

    /// <inheritdoc/>
    public async ValueTask<(IPAddress Address, TimeSpan TimeToLive)> AskAsync(string host, CancellationToken cancellation)
    {
        try
        {
            var answer = await _client.QueryAsync(host, QueryType.A, QueryClass.IN, cancellation);
            var record = answer.Answers.ARecords().FirstOrDefault();
            return record is null
                ? throw new NameNotFoundException(host, answer.HasError ? answer.ErrorMessage : "no A record")
                : (record.Address, TimeSpan.FromSeconds(record.InitialTimeToLive));
        }
        catch (Exception e) when (e is DnsResponseException or SocketException)
        {
            throw new NameNotFoundException(host, e.Message);
        }
    }
}
