using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Cutover.Redirects;

namespace Rehearsals;

/// <summary>Sends requests byte for byte over one kept connection. Ordinary clients tidy URLs up, which would hide what is tested.</summary>
internal sealed class HttpdClient(string address, int port) : IDisposable
{
    private TcpClient? client;
    private BufferedStream? stream;

    internal async Task<(int Status, string? Location)> Ask(Question question)
    {
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
                await Connect();
                await client!.GetStream().WriteAsync(bytes);
                return await ReadAnswer(question.Method == "HEAD");
            }
            catch (IOException) when (attempt < 3)
            {
                Dispose();
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

    private async Task Connect()
    {
        if (client is null)
        {
            client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(address, port);
            stream = new BufferedStream(client.GetStream(), 16384);
        }
    }

    private async Task<(int Status, string? Location)> ReadAnswer(bool noBody)
    {
        var status = int.Parse((await Line()).Split(' ')[1], CultureInfo.InvariantCulture);
        string? location = null;
        var (length, chunked, close) = (0, false, false);
        while (await Line() is { Length: > 0 } header)
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
            await SkipBody(length, chunked);
        }

        if (close)
        {
            Dispose();
        }

        return (status, location);
    }

    private async Task SkipBody(int length, bool chunked)
    {
        while (chunked)
        {
            var size = int.Parse(await Line(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            await stream!.ReadExactlyAsync(new byte[size]);
            await Line();
            chunked = size > 0;
        }

        await stream!.ReadExactlyAsync(new byte[length]);
    }

    private async Task<string> Line()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (true)
        {
            if (await stream!.ReadAsync(one) == 0)
            {
                throw new IOException("httpd closed the connection");
            }

            if (one[0] == '\n')
            {
                return Encoding.Latin1.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }
    }
}
