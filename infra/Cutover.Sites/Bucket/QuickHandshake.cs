using Amazon.Runtime;

namespace Cutover.Sites;

/// <summary>Sends a body after a moment where a server never says 100 Continue: each file would otherwise wait a second.</summary>
internal sealed class QuickHandshake : HttpClientFactory
{
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new SocketsHttpHandler
    {
        Expect100ContinueTimeout = TimeSpan.FromMilliseconds(1), PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
