using System.Text.Json.Serialization;
using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// A proof that old and new archive count the same messages: per list, over all time and for each of the last closed months.
/// </summary>
/// <param name="Old">The old side, which is only read any more.</param>
/// <param name="New">The new side, asked past every front.</param>
internal sealed record SameCounts(Place<SiteAddress> Old, Place<SiteAddress> New) : IProbe<CountsSeen>
{
    private const int Named = 5;

    /// <summary>How many months back.</summary>
    public int Months { get; init; } = 12;

    public string Verb => $"compare the counts of messages of {Old} and {New}";

    public async ValueTask<Finding<CountsSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        using var old = new ArchiveApi(context, Old);
        using var next = new ArchiveApi(context, New);
        var (differences, lists, messages) = (new List<string>(), 0, 0L);
        foreach (var range in Ranges(context.Time.GetUtcNow()))
        {
            var path = $"/api/v1/stats/msg_counts/{range}";
            var answers = await Task.WhenAll(
                old.JsonAsync<Counts>(path, cancellation), next.JsonAsync<Counts>(path, cancellation));
            var (before, now) = (answers[0].Of, answers[1].Of);
            if (range.Length == 0)
                (lists, messages) = (before.Count, before.Values.Sum());
            differences.AddRange(before.Keys.Union(now.Keys, StringComparer.Ordinal)
                .Where(list => before.GetValueOrDefault(list, -1) != now.GetValueOrDefault(list, -1))
                .Select(list => $"{list}{range}: {Said(before, list)} old, {Said(now, list)} new"));
        }

        var seen = new CountsSeen(lists, messages, differences.Count);
        if (lists == 0)
            return Finding.NotDone(seen, $"{Old} counts no list at all; is that the archive?");
        return differences.Count == 0
            ? Finding.Done(seen, $"{lists} lists with {messages} messages count the same at {Old} and {New}, also in each of "
                + $"{Months} months")
            : Finding.NotDone(seen, $"{differences.Count} counts differ between {Old} and {New}: "
                + string.Join("; ", differences.Take(Named)));
    }

    private static string Said(IReadOnlyDictionary<string, long> counts, string list) =>
        counts.TryGetValue(list, out var count) ? count.ToString() : "no such list";

    private IEnumerable<string> Ranges(DateTimeOffset now)
    {
        yield return "";
        var month = new DateTime(now.Year, now.Month, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var back = 1; back <= Months; back++)
            yield return $"?start={month.AddMonths(-back):yyyyMMdd}&end={month.AddMonths(1 - back).AddDays(-1):yyyyMMdd}";
    }

    private sealed record Counts([property: JsonPropertyName("msg_counts")] IReadOnlyDictionary<string, long> Of);
}
