namespace Cutover.Redirects;

/// <summary>Why a URL is answered as it is.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Took">Every rule that matched on the way to it, in order.</param>
public sealed record Explanation(Answer Answer, IReadOnlyList<Rule> Took)
{
    private const int Most = 20;

    /// <summary>
    /// The answer, then what the answer would be without the rule that gives it, and so on until none answers: each rule hides those
    /// that follow.
    /// </summary>
    /// <exception cref="UnansweredException">The model cannot know, and says why.</exception>
    public static IReadOnlyList<Explanation> Of(Site site, Question question)
    {
        ArgumentNullException.ThrowIfNull(site);
        ArgumentNullException.ThrowIfNull(question);
        var without = new HashSet<Rule>();
        var layers = new List<Explanation>();
        while (layers.Count < Most)
        {
            var trace = new Trace { Without = without };
            var answer = site.Answer(question with { Trace = trace });
            layers.Add(new(answer, [.. trace.Took]));
            if (answer.By is null || !without.Add(answer.By))
            {
                break;
            }
        }

        return layers;
    }
}
