using System.Net;
using System.Net.Sockets;

namespace Cutover.Crowd;

/// <summary>Connections as users open them: to the address that the user's memory for names gives at that moment.</summary>
public static class UserSockets
{
    /// <summary>Connects; nothing is left open where that fails.</summary>
    /// <exception cref="NameNotFoundException">The resolver has no address for the name.</exception>
    /// <exception cref="OutsideLoopbackException">The address is not one of this machine's loopback.</exception>
    /// <exception cref="SocketException">Nobody takes the connection.</exception>
    public static async ValueTask<Socket> ConnectAsync(this NameMemory names, string host, int port, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(names);
        var address = await names.ResolveAsync(host, cancellation);
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
