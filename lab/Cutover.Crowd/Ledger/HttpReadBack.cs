using System.Security.Cryptography;
using System.Text;

namespace Cutover.Crowd;

/// <summary>Reads back as a user does: by name, through the resolver, over HTTP.</summary>
public sealed class HttpReadBack : IDisposable
{
    private const int Attempts = 10;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CrowdUser _user;
    private readonly CrowdClock _clock = new(TimeProvider.System);
    private readonly Exchange _exchange;

    /// <summary>Makes ready; remembers no names from the night.</summary>
    public HttpReadBack(CrowdConfig crowd)
    {
        var names = new NameMemory(new ResolverSource(crowd.Resolver), times: 1, TimeProvider.System);
        _user = new CrowdUser(0, names, UserHttp.Create(names, TimeSpan.FromSeconds(5), Patience));
        _exchange = new Exchange(_clock, Patience);
    }

    /// <summary>What a path holds: the body, or none for 404.</summary>
    /// <exception cref="LedgerException">There is no such answer after several tries.</exception>
    public async Task<byte[]?> GetAsync(ServiceConfig service, string path, CancellationToken cancellation)
    {
        var address = new Uri($"http://{service.Host}:{service.Port}{path}");
        string? seen = null;
        for (var i = 0; i < Attempts; i++)
        {
            if (i > 0)
                await Task.Delay(Between, cancellation);
            var answer = await _exchange.SendAsync(_user, new HttpRequestMessage(HttpMethod.Get, address), _clock.Now);
            if (answer.Status == 200)
                return answer.Body;
            if (answer.Status == 404)
                return null;
            seen = answer.Error ?? $"status {answer.Status}";
        }

        throw new LedgerException($"{address} cannot be read back: {seen}, {Attempts} times.");
    }

    /// <summary>What the files of a posted draft hold: the SHA-256 of the XML that is served, where the text is served too.</summary>
    /// <returns>A hash, or a few words on what is not there.</returns>
    public async Task<string> DraftAsync(ServiceConfig service, string directory, string name, CancellationToken cancellation)
    {
        if (await GetAsync(service, $"{directory}{name}-00.xml", cancellation) is not { } xml)
            return "a row without its .xml";
        return await GetAsync(service, $"{directory}{name}-00.txt", cancellation) is { Length: > 0 }
            ? Convert.ToHexStringLower(SHA256.HashData(xml))
            : "a row without its .txt";
    }

    /// <summary>What the file of an archived message holds, as its page says: a SHA-256.</summary>
    /// <returns>A hash, or a few words on what is not there.</returns>
    public async Task<string> ArchivedAsync(ServiceConfig service, string path, CancellationToken cancellation)
    {
        const string Mark = "sha256 ";
        if (await GetAsync(service, path, cancellation) is not { } page)
            return "a row without its page";
        var text = Encoding.UTF8.GetString(page);
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        return at < 0 ? "a page without its message" : text.Substring(at + Mark.Length, 64);
    }

    /// <inheritdoc/>
    public void Dispose() => _user.Dispose();
}
