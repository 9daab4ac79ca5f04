using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Cutover.StandIns;

/// <summary>A request to oneself over a bare socket: a client's own code would take longer to compile than what it warms.</summary>
internal static class WarmRequest
{
    private const string Boundary = "warm";

    /// <summary>A form with one file, as a body to send.</summary>
    public static string Form(string name, string value, string fileName, string file) =>
        string.Join("\r\n",
            $"--{Boundary}", $"Content-Disposition: form-data; name=\"{name}\"", "", value,
            $"--{Boundary}", $"Content-Disposition: form-data; name=\"{fileName}\"; filename=\"{fileName}\"", "", file,
            $"--{Boundary}--", "");

    public static async Task SendAsync(IPEndPoint at, string method, string path, string body, CancellationToken cancellation)
    {
        using var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(at, cancellation);
        var isForm = body.StartsWith($"--{Boundary}", StringComparison.Ordinal);
        var type = isForm ? $"multipart/form-data; boundary={Boundary}" : "application/json";
        var request =
            $"{method} {path} HTTP/1.1\r\nHost: warm-up\r\nConnection: close\r\nContent-Type: {type}\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request), cancellation);
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, cancellation) > 0)
        {
            // Whatever it answers, the code has run.
        }
    }
}
