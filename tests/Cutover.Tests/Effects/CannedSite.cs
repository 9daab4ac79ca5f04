using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cutover.Effects;

namespace Cutover.Tests;

/// <summary>A site that gives every request the same answer, over TLS where it has a certificate, and keeps what it was asked.</summary>
internal sealed class CannedSite : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly TimeSpan _delay;
    private readonly Task _serving;

    public CannedSite(string answer, X509Certificate2? certificate = null, TimeSpan delay = default)
        : this(_ => answer, certificate, delay)
    {
    }

    public CannedSite(Func<string, string> answer, X509Certificate2? certificate = null, TimeSpan delay = default)
    {
        _answer = answer;
        _certificate = certificate;
        _delay = delay;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Asked { get; private set; } = "";

    public SiteAddress Address => new()
    {
        Url = $"{(_certificate is null ? "http" : "https")}://www.lab.test",
        ConnectTo = _listener.LocalEndpoint.ToString(),
    };

    /// <summary>A certificate for a name that ends so many days from now, signed by itself.</summary>
    public static X509Certificate2 Certificate(string name, double days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-30), DateTimeOffset.UtcNow.AddDays(days));
    }

    public static string Answer(int status, string body, params string[] headers) =>
        $"HTTP/1.1 {status} Canned\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: "
            + $"close\r\n{string.Concat(headers.Select(header => $"{header}\r\n"))}\r\n{body}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
        _certificate?.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or SocketException
                or ObjectDisposedException or AuthenticationException)
            {
                // The client went away, or did not trust the certificate.
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        await using var stream = await StreamAsync(client);
        var buffer = new byte[16 * 1024];
        var request = "";
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await stream.ReadAsync(buffer, _stop.Token);
            if (count == 0)
                return;

            request += Encoding.ASCII.GetString(buffer, 0, count);
        }

        Asked = request;
        await Task.Delay(_delay, _stop.Token);
        var answer = _answer(request);
        var body = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        var sent = request.StartsWith("HEAD ", StringComparison.Ordinal) ? answer[..body] : answer;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(sent), _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }

    private async Task<Stream> StreamAsync(TcpClient client)
    {
        if (_certificate is null)
            return client.GetStream();

        var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return tls;
    }
}
