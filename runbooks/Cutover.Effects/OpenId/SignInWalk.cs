using System.Net;
using System.Net.Sockets;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using DnsClient;
using DnsClient.Protocol;

namespace Cutover.Effects;

/// <summary>
/// One visit, with cookies: follows redirects and fills in the provider's form. The password goes to the provider's own address and
/// nowhere else, and nothing that is told names a query, where codes and states travel.
/// </summary>
internal sealed class SignInWalk : IDisposable
{
    private const int MostRequests = 20;
    private const int PageLimit = 1024 * 1024;
    private const int Told = 160;

    private readonly LoginAddress _login;
    private readonly Uri _begin;
    private readonly Uri _provider;
    private readonly string _password;
    private readonly HttpClient _client;
    private int _requests;

    /// <exception cref="EffectException">An address is none, or the password is not there.</exception>
    public SignInWalk(LoginAddress login)
    {
        _login = login;
        (_begin, _provider) = (Address(login.Url), Address(login.Provider));
        try
        {
            _password = File.ReadLines(login.PasswordFile).FirstOrDefault() ?? "";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new EffectException($"The password of {login.User} cannot be read: {unreadable.Message}", unreadable);
        }

        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            MaxResponseHeadersLength = 64,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            ConnectCallback = ConnectAsync,
        })
        {
            MaxResponseContentBufferSize = PageLimit,
        };
    }

    /// <summary>Where it begins, without a query.</summary>
    public string Begin => Plain(_begin);

    /// <returns>How many requests were made, and why nobody is signed in; null where somebody is.</returns>
    /// <exception cref="EffectException">There was no answer.</exception>
    public async Task<(int Requests, string? Refusal)> RunAsync(CancellationToken cancellation)
    {
        var refusal = await FollowAsync(cancellation);
        return (_requests, refusal);
    }

    public void Dispose() => _client.Dispose();

    private async Task<string?> FollowAsync(CancellationToken cancellation)
    {
        var (next, typed) = (new HttpRequestMessage(HttpMethod.Get, _begin), false);
        while (true)
        {
            using var request = next;
            var at = request.RequestUri!;
            if (++_requests > MostRequests)
                return $"it was led from one address to the next {MostRequests} times, the last was {Plain(at)}";
            using var response = await SendAsync(request, cancellation);
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                if (response.Headers.Location is not { } location || new Uri(at, location) is not { Scheme: "http" or "https" } to)
                    return $"{Plain(at)} answered {(int)response.StatusCode} and leads nowhere";
                next = new HttpRequestMessage(HttpMethod.Get, to);
                continue;
            }

            using var page = await PageAsync(response, at, cancellation);
            if (!response.IsSuccessStatusCode)
                return $"{request.Method} {Plain(at)} answered {(int)response.StatusCode}{Words(page)}";
            if (PasswordForm(page) is not { } form)
                return Judge(at, page);
            if (typed)
                return $"{Plain(at)} asks for the password again{Words(page)}";
            if (at.GetLeftPart(UriPartial.Authority) != _provider.GetLeftPart(UriPartial.Authority))
                return $"{Plain(at)} asks for the password, which is for {_login.Provider} alone";
            (next, typed) = (Filled(form, at), true);
            if (next.RequestUri!.GetLeftPart(UriPartial.Authority) != _provider.GetLeftPart(UriPartial.Authority))
                return $"the form of {Plain(at)} would send the password to {Plain(next.RequestUri)}";
        }
    }

    private string? Judge(Uri at, IDocument page)
    {
        if (at.GetLeftPart(UriPartial.Authority) != _begin.GetLeftPart(UriPartial.Authority))
            return $"it ended at {Plain(at)}{Words(page)}";
        return page.Body?.TextContent.Contains(_login.Shows, StringComparison.Ordinal) == true
            ? null
            : $"{Plain(at)} does not show '{_login.Shows}'{Words(page)}";
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        try
        {
            return await _client.SendAsync(request, cancellation);
        }
        catch (HttpRequestException failure)
        {
            var why = failure.InnerException?.Message ?? failure.Message;
            throw new EffectException($"{request.Method} {Plain(request.RequestUri!)} had no answer: {why}", failure);
        }
    }

    private static async Task<IDocument> PageAsync(HttpResponseMessage response, Uri at, CancellationToken cancellation)
    {
        var html = await response.Content.ReadAsStringAsync(cancellation);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(made => made.Content(html).Address(at.AbsoluteUri), cancellation);
    }

    private static IHtmlFormElement? PasswordForm(IDocument page) =>
        page.Forms.FirstOrDefault(form => form.QuerySelector("input[type=password]") is not null);

    /// <summary>As a browser sends it, hidden fields and Referer included: Django asks for both.</summary>
    private HttpRequestMessage Filled(IHtmlFormElement form, Uri at)
    {
        var inputs = form.QuerySelectorAll<IHtmlInputElement>("input").ToList();
        if (inputs.Find(input => input.Type is "text" or "email") is { } user)
            user.Value = _login.User;
        inputs.First(input => input.Type == "password").Value = _password;
        var button = form.QuerySelector<IHtmlElement>("button:not([type=button]):not([type=reset]), input[type=submit]");
        var sent = (button is null ? form.GetSubmission() : form.GetSubmission(button))!;
        var request = new HttpRequestMessage(new HttpMethod(sent.Method.ToString().ToUpperInvariant()), new Uri(sent.Target.Href));
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new StreamContent(sent.Body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", sent.MimeType);
        }

        request.Headers.Referrer = at;
        return request;
    }

    /// <summary>What a page says, in few words and without the password.</summary>
    private string Words(IDocument page)
    {
        var words = (page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var text = new string([.. string.Join(' ', words).Where(c => !char.IsControl(c))]);
        if (_password.Length > 0)
            text = text.Replace(_password, "…", StringComparison.Ordinal);
        return text.Length == 0 ? "" : $": \"{(text.Length > Told ? text[..Told] + "…" : text)}\"";
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var (name, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        EndPoint to = context.DnsEndPoint;
        if (_login.Resolver is { } resolver && !IPAddress.TryParse(name, out _))
        {
            var known = await DnsServer.Resolver(resolver).RecordsAsync<ARecord>(name, QueryType.A, cancellation);
            to = known.IsEmpty
                ? throw new EffectException($"{resolver} knows no address of {name}.")
                : new IPEndPoint(known[0].Address, port);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Uri Address(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new EffectException($"'{url}' must be an address such as https://www.example.org/; mend it in the estate's file.");

    private static string Plain(Uri address) => address.GetLeftPart(UriPartial.Path);
}
