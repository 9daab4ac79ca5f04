using System.Collections.Concurrent;
using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that the new side answers what people ask as the old side does: the same status, the same kind of content and the same way on.
/// It finds the directory that nobody mounted, the slash that was lost and the port that leaks into a redirect.
/// </summary>
/// <param name="Old">The side that serves now.</param>
/// <param name="New">The other, asked past every name and cache.</param>
/// <param name="Questions">What is asked.</param>
/// <remarks>Texts are not compared: the old side lives. What the new side must answer otherwise does not belong in the list.</remarks>
public sealed record SameAnswers(Place<SiteAddress> Old, Place<SiteAddress> New, Place<QuestionsAddress> Questions) : IProbe<AnswersSeen>
{
    private const int Named = 5;

    /// <summary>Paths that are asked whatever the estate's list holds.</summary>
    public ImmutableArray<string> Always { get; init; } = [];

    /// <summary>How many questions are under way at once; both sides may have users.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>How long each answer may take.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public string Verb => $"ask {New} what people ask, and {Old} too";

    public async ValueTask<Finding<AnswersSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var file = context.At(Questions).File;
        if (await QuestionsFile.ReadAsync(file, cancellation) is not { Count: > 0 } listed)
            return Finding.Unknown<AnswersSeen>(
                $"{file} has no questions; put paths into it, one on each line, cut from last week's access log");

        var paths = Always.Union(listed, StringComparer.Ordinal).ToList();
        using var old = new HttpAsker(context.At(Old));
        using var next = new HttpAsker(context.At(New));
        var differences = new ConcurrentDictionary<int, string>();
        var several = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation };
        await Parallel.ForAsync(0, paths.Count, several, async (i, stop) =>
        {
            var (was, becomes) = (AskAsync(old, paths[i], context, stop), AskAsync(next, paths[i], context, stop));
            if (await was != await becomes)
                differences[i] = $"{paths[i]} was answered {await was} and now {await becomes}";
        });

        var seen = new AnswersSeen(paths.Count, differences.Count);
        return differences.IsEmpty
            ? Finding.Done(seen, $"{New} answers {paths.Count} questions as {Old} does")
            : Finding.NotDone(seen, $"{New} answers {differences.Count} of {paths.Count} questions otherwise than {Old}: "
                + string.Join("; ", differences.OrderBy(pair => pair.Key).Take(Named).Select(pair => pair.Value)));
    }

    private async Task<string> AskAsync(HttpAsker asker, string path, StepContext context, CancellationToken cancellation)
    {
        try
        {
            return (await asker.AskAsync("GET", path, [], limit: 0, Patience, context.Time, cancellation)).Outline;
        }
        catch (EffectException silent)
        {
            return $"not at all ({silent.Message})";
        }
    }
}
