using System.Text.Json.Serialization;

namespace Cutover.Crowd;

/// <summary>Whether there was exactly one scheduler in the world at any time, and what it sent.</summary>
/// <param name="Sent">Messages found in the sinks.</param>
/// <param name="Duplicated">How often messages were sent beyond once.</param>
/// <param name="Missing">Messages that the database calls sent and no sink has.</param>
/// <param name="Overlaps">Pairs of runs that were alive at once.</param>
/// <param name="Runs">The runs, by their beginnings.</param>
/// <param name="Findings">What is wrong, a sentence each.</param>
public sealed record SchedulerLedger(
    [property: JsonPropertyName("sent")] int Sent,
    [property: JsonPropertyName("duplicated")] int Duplicated,
    [property: JsonPropertyName("missing")] int Missing,
    [property: JsonPropertyName("overlaps")] int Overlaps,
    [property: JsonPropertyName("runs")] IReadOnlyList<SchedulerRun> Runs,
    [property: JsonPropertyName("findings")] IReadOnlyList<string> Findings)
{
    private const int FindingsShown = 10;

    /// <summary>Judges what was read back.</summary>
    /// <param name="sinks">The ids in the sinks, one for each line.</param>
    /// <param name="calledSent">The ids that the database calls sent since the crowd began.</param>
    /// <param name="runs">The runs, in any order.</param>
    public static SchedulerLedger Of(IReadOnlyList<long> sinks, IReadOnlyList<long> calledSent, IReadOnlyList<SchedulerRun> runs)
    {
        var twice = sinks.CountBy(id => id).Where(pair => pair.Value > 1).OrderBy(pair => pair.Key).ToList();
        var missing = calledSent.Except(sinks).Order().ToList();
        IReadOnlyList<SchedulerRun> ordered = [.. runs.OrderBy(run => run.From)];
        var pairs = ordered.SelectMany((run, i) => ordered.Skip(i + 1).Select(later => (Run: run, Later: later)));
        var overlaps = pairs.Where(pair => pair.Later.From <= pair.Run.To).ToList();
        return new SchedulerLedger(sinks.Count, twice.Sum(pair => pair.Value - 1), missing.Count, overlaps.Count, ordered,
        [
            .. twice.Take(FindingsShown).Select(pair => $"message {pair.Key} was sent {pair.Value} times"),
            .. missing.Take(FindingsShown).Select(id => $"message {id} is called sent and is in no sink"),
            .. overlaps.Take(FindingsShown).Select(pair =>
                $"the schedulers {pair.Run.Run} on {pair.Run.Host} and {pair.Later.Run} on {pair.Later.Host} were alive at once"),
        ]);
    }
}
