using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that a site answers as expected.</summary>
/// <param name="Site">The site.</param>
/// <param name="Path">The path and query asked for, beginning with a slash.</param>
/// <param name="Expected">All of it must be so.</param>
public sealed record SiteAnswers(Place<SiteAddress> Site, string Path, ImmutableArray<Expect> Expected) : IProbe<HttpSeen>
{
    public string Method { get; init; } = "GET";

    /// <summary>Headers to send; nothing secret, for they are part of the plan.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Names of headers whose values the estate keeps in files.</summary>
    public ImmutableArray<string> SecretHeaders { get; init; } = [];

    /// <summary>How long the whole answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest body that is read, in bytes; expectations see no further.</summary>
    public int BodyLimit { get; init; } = 1024 * 1024;

    public string Verb => $"ask {Site} for {Method} {Path}";

    public async ValueTask<Finding<HttpSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var asker = new HttpAsker(context.At(Site));
        try
        {
            var headers = Headers.ToList();
            foreach (var name in SecretHeaders)
                headers.Add(await SecretHeaderFile.ReadAsync(context, Site, name, cancellation));
            var answer = await asker.AskAsync(Method, Path, headers, BodyLimit, Patience, context.Time, cancellation);
            var seen = new HttpSeen(answer.Status, answer.Header("Location"), answer.CertificateUntil);
            var asked = $"{Method} {asker.Address(Path)}{asker.At}";
            var faults = Expected
                .Select(expected => ExpectationCheck.Fault(expected, answer, asker.Address(Path), context.Time.GetUtcNow()))
                .OfType<string>()
                .ToList();
            return faults.Count == 0
                ? Finding.Done(seen, $"{asked} answered {answer.Status} as expected")
                : Finding.NotDone(seen, $"{asked}: {string.Join("; ", faults)}");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<HttpSeen>(failure.Message);
        }
    }
}
