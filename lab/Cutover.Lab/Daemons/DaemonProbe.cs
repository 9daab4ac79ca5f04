using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DnsClient;

namespace Cutover.Lab;

/// <summary>Asks a daemon something that only it can answer.</summary>
internal static class DaemonProbe
{
    private static readonly TimeSpan Once = TimeSpan.FromSeconds(2);

    /// <summary>The address record of a name, asked of one server.</summary>
    public static async Task<string?> AddressOfAsync(Address server, string name, CancellationToken cancellation)
    {
        var client = new LookupClient(new LookupClientOptions(new IPEndPoint(IPAddress.Parse(server.Host), server.Port))
        {
            UseCache = false,
            Timeout = Once,
            Retries = 0,
            ThrowDnsErrors = false,
        });
        try
        {
            var answer = await client.QueryAsync(name, QueryType.A, cancellationToken: cancellation);
            return answer.Answers.ARecords().FirstOrDefault()?.Address.ToString();
        }
        catch (DnsResponseException)
        {
            return null;
        }
    }

    /// <summary>The status of a page and the start of its body, asked by name at an address.</summary>
    public static async Task<(int Status, string Body)> GetAsync(Address server, string host, string path, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Once);

        // Never followed: a redirect could lead out of the lab.
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{server}{path}");
        request.Headers.Host = $"{host}:{server.Port}";
        request.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true };
        try
        {
            using var answer = await client.SendAsync(request, limit.Token);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return (0, e.Message);
        }
    }

    /// <summary>What a daemon says first, or null.</summary>
    public static async Task<string?> GreetingAsync(Address server, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Once);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, server.Port, limit.Token);
            var buffer = new byte[64];
            var read = await client.GetStream().ReadAsync(buffer, limit.Token);
            return Encoding.ASCII.GetString(buffer, 0, read);
        }
        catch (Exception e) when (
            e is SocketException or IOException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
