using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Cutover.Redirects;

/// <summary>Sends requests byte for byte over one kept connection. Ordinary clients tidy URLs up, which would hide what is
/// tested.</summary>
internal sealed class ServerAsker(string address, int port, string? certificateName = null) : IDisposable
{
    private const int LongBody = 1024 * 1024;
    private const int LongLine = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private TcpClient? client;
    private BufferedStream? stream;

    internal async Task<(int Status, string? Location)> Ask(Question question)
    {
        using var stop = new CancellationTokenSource(Patience);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{question.Method} {question.Target} HTTP/1.1\r\n");
        if (question.Host is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"Host: {question.Host}\r\n");
        }

        foreach (var (name, value) in question.Headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        text.Append("\r\n");
        var bytes = Encoding.Latin1.GetBytes(text.ToString());
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await Connect(stop.Token);
                await stream!.WriteAsync(bytes, stop.Token);
                await stream.FlushAsync(stop.Token);
                return await ReadAnswer(question.Method == "HEAD", stop.Token);
            }
            catch (IOException) when (attempt < 3)
            {
                Dispose();
            }
            catch (OperationCanceledException late)
            {
                Dispose();
                var asked = question.Host + question.Target;
                throw new IOException($"{address}:{port} had not answered {asked} after {Patience.TotalSeconds} s", late);
            }
        }
    }

    public void Dispose()
    {
        stream?.Dispose();
        client?.Dispose();
        stream = null;
        client = null;
    }

    private async Task Connect(CancellationToken stop)
    {
        if (client is not null)
        {
            return;
        }

        client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address, port, stop);
        Stream under = client.GetStream();
        if (certificateName is not null)
        {
            var secure = new SslStream(under);
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = certificateName }, stop);
            under = secure;
        }

        stream = new BufferedStream(under, 16384);
    }

    private async Task<(int Status, string? Location)> ReadAnswer(bool noBody, CancellationToken stop)
    {
        var status = int.Parse((await Line(stop)).Split(' ')[1], CultureInfo.InvariantCulture);
        string? location = null;
        var (length, chunked, close) = (0, false, false);
        while (await Line(stop) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            var value = header[(colon + 1)..].Trim(' ');
            switch (header[..colon].ToUpperInvariant())
            {
                case "LOCATION":
                    location = value;
                    break;
                case "CONTENT-LENGTH":
                    length = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "TRANSFER-ENCODING":
                    chunked = true;
                    break;
                case "CONNECTION":
                    close = value.Equals("close", StringComparison.OrdinalIgnoreCase);
                    break;
            }
        }

        if (!noBody && status is not (304 or 204))
        {
            await SkipBody(length, chunked, stop);
        }

        if (close)
        {
            Dispose();
        }

        return (status, location);
    }

    /// <summary>A body that is long is not worth reading for its connection's sake.</summary>
    private async Task SkipBody(int length, bool chunked, CancellationToken stop)
    {
        while (chunked && stream is not null)
        {
            var size = int.Parse(await Line(stop), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await Skip(size, stop);
            chunked = size > 0;
            _ = stream is null ? "" : await Line(stop);
        }

        if (stream is not null)
        {
            await Skip(length, stop);
        }
    }

    private async Task Skip(int length, CancellationToken stop)
    {
        if (length is < 0 or > LongBody)
        {
            Dispose();
            return;
        }

        await stream!.ReadExactlyAsync(new byte[length], stop);
    }

    private async Task<string> Line(CancellationToken stop)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            if (await stream!.ReadAsync(one, stop) == 0)
            {
                throw new IOException("the server closed the connection");
            }

            if (one[0] == '\n')
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            if (line.Count == LongLine)
            {
                throw new IOException($"{address}:{port} sent a header line of more than {LongLine} bytes");
            }

            line.Add(one[0]);
        }
    }
}
