namespace Cutover.Redirects;

/// <summary>A question that is answered otherwise than it should be.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Expected">The status and Location that it should have.</param>
/// <param name="Seen">Those that it has.</param>
public sealed record CheckDifference(Question Question, string Expected, string Seen)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var headers = string.Concat(Question.Headers.Select(header => $" [{header.Key}: {header.Value}]"));
        return $"{Question.Method} {Question.Host}{Question.Target}{headers}: {Expected} expected, {Seen} seen";
    }
}
