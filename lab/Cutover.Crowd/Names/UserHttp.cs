using System.Net;
using System.Net.Sockets;

namespace Cutover.Crowd;

/// <summary>A user's own HTTP connections, each opened to the address that the user's memory for names gives at that moment.</summary>
/// <remarks>
/// One handler for each user: a shared pool would let users ride on connections that others had opened to the address of before.
/// Redirects are not followed and cookies not kept: what the servers say is what is recorded.
/// </remarks>
public static class UserHttp
{
    /// <summary>A client for one user.</summary>
    /// <param name="names">The user's memory for names.</param>
    /// <param name="connectionLifetime">How long a connection is used; zero for a new one each time.</param>
    /// <param name="connectTimeout">How long opening one may take.</param>
    public static HttpClient Create(NameMemory names, TimeSpan connectionLifetime, TimeSpan connectTimeout)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (context, cancellation) => ConnectAsync(names, context.DnsEndPoint, cancellation),
            PooledConnectionLifetime = connectionLifetime,
            PooledConnectionIdleTimeout = connectionLifetime,
            ConnectTimeout = connectTimeout,
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
        };
        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static async ValueTask<Stream> ConnectAsync(NameMemory names, DnsEndPoint at, CancellationToken cancellation) =>
        new NetworkStream(await names.ConnectAsync(at.Host, at.Port, cancellation), ownsSocket: true);
}
