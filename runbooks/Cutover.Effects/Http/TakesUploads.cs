using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that a body of this size passes the site's fronts. What the application says to a body of nothing but zeros does not matter,
/// as long as it is the application that says it: 413 is a front's limit (RFC 9110, section 15.5.14).
/// </summary>
/// <param name="Site">The site.</param>
/// <param name="Path">Where people upload, beginning with a slash.</param>
/// <param name="Bytes">The size of the body.</param>
public sealed record TakesUploads(Place<SiteAddress> Site, string Path, int Bytes) : IProbe<HttpSeen>
{
    private const int TooLarge = 413;
    private const int FirstFailure = 500;
    private const int AnswerLimit = 64 * 1024;

    /// <summary>How long the whole answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public string Verb => $"see that {Site} takes {Bytes} bytes at {Path}";

    public async ValueTask<Finding<HttpSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var asker = new HttpAsker(context.At(Site));
        var asked = $"POST {asker.Address(Path)}{asker.At} with {Bytes} bytes";
        try
        {
            var answer = await asker.PostAsync(
                Path, [], new byte[Bytes], "application/octet-stream", AnswerLimit, Patience, context.Time, cancellation);
            var seen = new HttpSeen(answer.Status, answer.Header("Location"), answer.CertificateUntil);
            return answer.Status switch
            {
                TooLarge => Finding.NotDone(seen, $"{asked} was answered 413, too large: raise the limit of the front or the application"),
                >= FirstFailure => Finding.NotDone(seen, $"{asked} was answered {answer.Status}"),
                _ => Finding.Done(seen, $"{asked} reached the application, which answered {answer.Status}"),
            };
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<HttpSeen>(failure.Message);
        }
    }
}
