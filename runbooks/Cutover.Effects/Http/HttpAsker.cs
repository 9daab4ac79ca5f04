using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Cutover.Effects;

/// <summary>Asks a site, each time over a new connection: no redirects followed, no cookies kept, no proxy, no cache.</summary>
public sealed class HttpAsker : IDisposable
{
    private readonly SiteAddress _site;
    private readonly Uri _base;
    private readonly HttpMessageInvoker _client;
    private DateTimeOffset? _certificateUntil;
    private string? _certificateFault;

    /// <param name="site">The site.</param>
    /// <exception cref="EffectException">Its address is none.</exception>
    public HttpAsker(SiteAddress site)
    {
        ArgumentNullException.ThrowIfNull(site);
        _site = site;
        if (!Uri.TryCreate(site.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw new EffectException($"The site '{site.Url}' must be an address such as https://www.example.org; mend it in the "
                + "estate's file.");

        _base = url;
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => Trusts(certificate, errors),
            },
        });
    }

    /// <summary>The address of a path there.</summary>
    public Uri Address(string path) => new(_base, path);

    /// <summary>Asks once.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path and query.</param>
    /// <param name="headers">To send.</param>
    /// <param name="limit">The longest body read, in bytes.</param>
    /// <param name="patience">How long the whole answer may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EffectException">There was no answer in time, or its certificate is not to be trusted.</exception>
    public async Task<HttpAnswer> AskAsync(
        string method,
        string path,
        IEnumerable<KeyValuePair<string, string>> headers,
        int limit,
        TimeSpan patience,
        TimeProvider time,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(path));
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        if (method is "POST" or "PUT" or "PATCH")
            request.Content = new ByteArrayContent([]);
        return await SendAsync(request, limit, patience, time, cancellation);
    }

    /// <summary>Posts JSON once.</summary>
    /// <param name="path">The path and query.</param>
    /// <param name="headers">To send.</param>
    /// <param name="json">The body.</param>
    /// <param name="patience">How long the whole answer may take.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EffectException">There was no answer in time, or its certificate is not to be trusted.</exception>
    public async Task<HttpAnswer> PostJsonAsync(
        string path, IEnumerable<KeyValuePair<string, string>> headers, byte[] json, TimeSpan patience, TimeProvider time,
        CancellationToken cancellation)
    {
        const int Limit = 64 * 1024;
        return await PostAsync(path, headers, json, "application/json", Limit, patience, time, cancellation);
    }

    /// <summary>Posts once.</summary>
    /// <inheritdoc cref="AskAsync"/>
    internal async Task<HttpAnswer> PostAsync(
        string path, IEnumerable<KeyValuePair<string, string>> headers, byte[] body, string type, int limit, TimeSpan patience,
        TimeProvider time, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(headers);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new(type);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await SendAsync(request, limit, patience, time, cancellation);
    }

    private async Task<HttpAnswer> SendAsync(
        HttpRequestMessage request, int limit, TimeSpan patience, TimeProvider time, CancellationToken cancellation)
    {
        var asked = $"{request.Method} {request.RequestUri}{At}";
        using var timer = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        _certificateFault = null;
        try
        {
            using var response = await _client.SendAsync(request, either.Token);
            var (body, cut) = await BodyAsync(response, limit, either.Token);
            var all = response.Headers.Concat(response.Content.Headers).Concat(response.TrailingHeaders);
            var seen = all.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
            return new HttpAnswer((int)response.StatusCode, seen, body, cut, _certificateUntil);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new EffectException($"{asked} had no whole answer within {patience.TotalSeconds:0.###} s.");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            var why = _certificateFault ?? failure.InnerException?.Message ?? failure.Message;
            throw new EffectException($"{asked} had no answer: {why}", failure);
        }
    }

    /// <summary>Where it connects, for people.</summary>
    public string At => _site.ConnectTo is null ? "" : $" at {_site.ConnectTo}";

    public void Dispose() => _client.Dispose();

    private static async Task<(byte[] Body, bool Cut)> BodyAsync(HttpResponseMessage response, int limit, CancellationToken cancellation)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var body = new byte[limit + 1];
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        return (body[..Math.Min(length, limit)], length > limit);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(_site.ConnectTo is { } address ? EndPoint(address) : context.DnsEndPoint, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static IPEndPoint EndPoint(string address) => IPEndPoint.TryParse(address, out var endPoint) && endPoint.Port > 0
        ? endPoint
        : throw new EffectException($"The address '{address}' to connect to must be an address and a port, such as 192.0.2.1:443; mend "
            + "it in the estate's file.");

    private bool Trusts(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 presented)
        {
            _certificateFault = "it presented no certificate";
            return false;
        }

        _certificateUntil = new DateTimeOffset(presented.NotAfter.ToUniversalTime());
        if (_site.AuthorityFile is { } own && OwnAuthority.Trusts(own, presented, errors))
            errors = SslPolicyErrors.None;

        _certificateFault = errors == SslPolicyErrors.None
            ? null
            : $"its certificate, for {presented.Subject} until {presented.NotAfter:u}, is not to be trusted ({errors})";
        return errors == SslPolicyErrors.None;
    }
}
