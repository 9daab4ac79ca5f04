using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that a large body comes through to the application. What that says to a body of nothing but zeros does not matter, as long as
/// it says the same to a single one: 413 is a front's limit (RFC 9110, section 15.5.14), and Django answers 400 to what is over its own
/// (DATA_UPLOAD_MAX_MEMORY_SIZE), in another form than an application that has read it.
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Path">Where people upload, beginning with a slash.</param>
/// <param name="Bytes">The size of the body.</param>
public sealed record TakesUploads(Place<SiteAddress> Site, string Path, int Bytes) : IProbe<HttpSeen>
{
    private const int TooLarge = 413;
    private const int FirstFailure = 500;
    private const int AnswerLimit = 64 * 1024;

    /// <summary>The body's media type: one that the application would read.</summary>
    public string MediaType { get; init; } = "application/octet-stream";

    /// <summary>Names of headers whose values the estate keeps in files; who lacks a key is refused before the body is read.</summary>
    public ImmutableArray<string> SecretHeaders { get; init; } = [];

    /// <summary>How long each whole answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public string Verb => $"see that {Site} takes {Bytes} bytes at {Path}";

    public async ValueTask<Finding<HttpSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var asker = new HttpAsker(context.At(Site));
        try
        {
            var headers = new List<KeyValuePair<string, string>>();
            foreach (var name in SecretHeaders)
                headers.Add(await SecretHeaderFile.ReadAsync(context, Site, name, cancellation));
            var one = await PostAsync(1);
            return Judge(await PostAsync(Bytes), one.Outline, $"POST {asker.Address(Path)}{asker.At} with {Bytes} bytes");

            Task<HttpAnswer> PostAsync(int bytes) =>
                asker.PostAsync(Path, headers, new byte[bytes], MediaType, AnswerLimit, Patience, context.Time, cancellation);
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<HttpSeen>(failure.Message);
        }
    }

    private static Finding<HttpSeen> Judge(HttpAnswer answer, string one, string asked)
    {
        var seen = new HttpSeen(answer.Status, answer.Header("Location"), answer.CertificateUntil);
        return answer.Status switch
        {
            TooLarge => Finding.NotDone(seen, $"{asked} was answered 413, too large: raise the limit of the front or the application"),
            404 or 405 => Finding.NotDone(seen, $"{asked} was answered {answer.Status}: no application takes uploads there"),
            >= FirstFailure => Finding.NotDone(seen, $"{asked} was answered {answer.Status}"),
            _ when answer.Outline != one => Finding.NotDone(seen,
                $"{asked} was answered {answer.Outline}, and with a single byte {one}: raise the application's limit"),
            _ => Finding.Done(seen, $"{asked} was answered {answer.Outline}, as it is with a single byte"),
        };
    }
}
