using System.Net;
using System.Net.Sockets;

namespace Cutover.Rehearsals;

/// <summary>A way to a DNS server on which updates take their time: they arrive, and later.</summary>
internal sealed class SlowUpdates : IAsyncDisposable
{
    /// <summary>The opcode (RFC 2136, 1.3).</summary>
    private const int Update = 5;

    private readonly UdpClient _front;
    private readonly IPEndPoint _server;
    private readonly TimeSpan _delay;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _passing;

    public SlowUpdates(string address, string server, TimeSpan delay)
    {
        _front = new UdpClient(new IPEndPoint(IPAddress.Parse(address), 0));
        _server = IPEndPoint.Parse(server);
        _delay = delay;
        _passing = PassAsync();
    }

    public string Server => _front.Client.LocalEndPoint!.ToString()!;

    /// <summary>An update is on its way.</summary>
    public Task Reached => _reached.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _passing;
        _front.Dispose();
    }

    private async Task PassAsync()
    {
        try
        {
            while (true)
            {
                var packet = await _front.ReceiveAsync(_stop.Token);
                if (packet.Buffer is [_, _, var flags, ..] && ((flags >> 3) & 0xF) == Update)
                {
                    _reached.TrySetResult();
                    await Task.Delay(_delay, _stop.Token);
                }

                using var back = new UdpClient(_server.AddressFamily);
                await back.SendAsync(packet.Buffer, _server, _stop.Token);
                var answer = await back.ReceiveAsync(_stop.Token);
                await _front.SendAsync(answer.Buffer, packet.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // It is closed.
        }
    }
}
