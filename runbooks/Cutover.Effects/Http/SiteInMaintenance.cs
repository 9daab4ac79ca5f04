using System.Collections.Immutable;
using System.Net.Http.Headers;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that a site answers every method on every path with maintenance: 503, Retry-After (RFC 9110 section 10.2.3), no-store, JSON
/// below /api/.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Paths">The paths asked for.</param>
public sealed record SiteInMaintenance(Place<SiteAddress> Site, ImmutableArray<string> Paths) : IProbe<HttpSeen>
{
    /// <summary>The methods asked with.</summary>
    public ImmutableArray<string> Methods { get; init; } = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    public string Verb => $"see that {Site} is in maintenance";

    public async ValueTask<Finding<HttpSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        const int Named = 5;
        using var asker = new HttpAsker(context.At(Site));
        try
        {
            var asked = Methods.SelectMany(_ => Paths, (method, path) => AskAsync(asker, method, path, context.Time, cancellation));
            var answers = await Task.WhenAll(asked);
            var faults = answers.Select(answer => answer.Fault).OfType<string>().ToList();
            var seen = new HttpSeen(
                answers.FirstOrDefault(answer => answer.Fault is not null).Status is > 0 and var status ? status : 503, null, null);
            return faults.Count == 0
                ? Finding.Done(seen, $"{Methods.Length} methods on {Paths.Length} paths of {Site} answer 503 with Retry-After and no-store")
                : Finding.NotDone(
                    seen, $"{string.Join("; ", faults.Take(Named))}{(faults.Count > Named ? $" and {faults.Count - Named} more" : "")}");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<HttpSeen>(failure.Message);
        }
    }

    private static async Task<(int Status, string? Fault)> AskAsync(
        HttpAsker asker, string method, string path, TimeProvider time, CancellationToken cancellation)
    {
        var answer = await asker.AskAsync(method, path, [], 64 * 1024, TimeSpan.FromSeconds(5), time, cancellation);
        return (answer.Status, Fault(answer, path) is { } fault ? $"{method} {asker.Address(path)}{asker.At}: {fault}" : null);
    }

    private static string? Fault(HttpAnswer answer, string path)
    {
        if (answer.Status != 503)
            return $"status 503 expected, {answer.Status} seen";
        if (!RetryConditionHeaderValue.TryParse(answer.Header("Retry-After"), out _))
            return $"a Retry-After of seconds or a date expected, {answer.Header("Retry-After") ?? "none"} seen";
        if (!CacheControlHeaderValue.TryParse(answer.Header("Cache-Control"), out var cache) || cache?.NoStore != true)
            return $"Cache-Control: no-store expected, {answer.Header("Cache-Control") ?? "none"} seen";

        var type = answer.Header("Content-Type");
        return path.StartsWith("/api/", StringComparison.Ordinal)
            && !(MediaTypeHeaderValue.TryParse(type, out var media) && media.MediaType == "application/json")
            ? $"a JSON answer below /api/ expected, {type ?? "no content type"} seen"
            : null;
    }
}
