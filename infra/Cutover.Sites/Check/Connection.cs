using System.Net;
using System.Net.Sockets;

namespace Cutover.Sites;

/// <summary>A connection to where the settings say, whatever the name resolves to.</summary>
internal static class Connection
{
    public static async ValueTask<Stream> ToAsync(string address, CancellationToken stop)
    {
        if (!IPEndPoint.TryParse(address, out var end) || end.Port == 0)
            throw new SiteException($"'connectTo' is '{address}', and must be an address and a port, such as 192.0.2.10:443.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(end, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
