using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;

namespace Cutover.Sites;

/// <summary>Asks the edge for every URL of a site: status, content type, ETag, and the bytes themselves.</summary>
internal sealed class EdgeCheck : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SiteSettings _settings;
    private readonly HttpClient _client;

    public EdgeCheck(SiteSettings settings)
    {
        _settings = settings;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, UseProxy = false, AutomaticDecompression = DecompressionMethods.None,
            MaxConnectionsPerServer = settings.Parallel, ConnectTimeout = TimeSpan.FromSeconds(10),
        };
        if (settings.ConnectTo is { } told)
            handler.ConnectCallback = (_, stop) => Connection.ToAsync(told, stop);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => _client.Dispose();

    /// <summary>What is answered otherwise, one sentence each, in the order of names.</summary>
    public async Task<EdgeCheckResult> AskAsync(SiteTree tree, CancellationToken stop)
    {
        var questions = EdgeQuestion.All(tree, _settings.NotFound).ToList();
        var differences = new ConcurrentBag<string>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = _settings.Parallel, CancellationToken = stop };
        await Parallel.ForEachAsync(questions, atOnce,
            async (question, token) =>
            {
                if (await DifferenceAsync(question, token) is { } difference)
                    differences.Add($"{question.Target} {difference}");
            });
        return new EdgeCheckResult(questions.Count, [.. differences.Order(StringComparer.Ordinal)]);
    }

    private async Task<string?> DifferenceAsync(EdgeQuestion question, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_settings.Url, question.Target));
            using var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return (int)answer.StatusCode != question.Status
                ? string.Create(CultureInfo.InvariantCulture, $"is answered {(int)answer.StatusCode}, and must be {question.Status}")
                : question.Entry is null ? Redirects(question, answer)
                : Header(question.Entry, answer)
                    ?? await BodyAsync(question.Entry, await answer.Content.ReadAsStreamAsync(patience.Token), patience);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return $"is not answered: {(failure.InnerException ?? failure).Message.ReplaceLineEndings(" ")}";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"is not answered within {Patience.TotalSeconds} s";
        }
    }

    private string? Redirects(EdgeQuestion question, HttpResponseMessage answer)
    {
        var expected = new Uri(_settings.Url, question.Location!);
        var seen = answer.Headers.Location is { } location ? new Uri(_settings.Url, location) : null;
        return seen?.PathAndQuery == expected.PathAndQuery && seen.Host == expected.Host
            ? null : $"leads to {seen?.OriginalString ?? "nowhere"}, and must lead to {expected}";
    }

    private string? Header(SiteEntry entry, HttpResponseMessage answer)
    {
        var type = answer.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : "none";
        // The edge may compress, and then weakens the ETag.
        var etag = answer.Headers.NonValidated.TryGetValues("ETag", out var etags)
            ? etags.ToString().Replace("W/", "", StringComparison.Ordinal).Trim('"') : "none";
        var cache = answer.Headers.NonValidated.TryGetValues("Cache-Control", out var caches) ? caches.ToString() : null;
        return type != entry.ContentType ? $"has the content type {type}, and must have {entry.ContentType}"
            : etag != entry.ETag ? $"has the ETag {etag}, and must have {entry.ETag}"
            : _settings.CacheControl is { } told && cache != told ? $"has Cache-Control {cache ?? "none"}, and must have {told}"
            : null;
    }

    private static async Task<string?> BodyAsync(SiteEntry entry, Stream body, CancellationTokenSource patience)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, size) = (new byte[1 << 16], 0L);
        while (await body.ReadAsync(buffer, patience.Token) is > 0 and var read)
        {
            // The limit is on silence, not on size; and nothing is read beyond what could be right.
            patience.CancelAfter(Patience);
            hash.AppendData(buffer, 0, read);
            if ((size += read) > entry.Size)
                return $"is longer than its {entry.Size} bytes";
        }

        var seen = Convert.ToHexStringLower(hash.GetHashAndReset());
        return seen == entry.Sha256 ? null : $"has {size} bytes with SHA-256 {seen}, and must have {entry.Size} with {entry.Sha256}";
    }
}
