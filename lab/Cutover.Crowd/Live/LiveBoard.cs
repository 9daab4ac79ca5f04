namespace Cutover.Crowd;

/// <summary>Keeps the last second of every service.</summary>
/// <param name="services">The services' names.</param>
/// <param name="lateAfter">From when an answer is late, in microseconds.</param>
public sealed class LiveBoard(IReadOnlyList<string> services, long lateAfter)
{
    private const long Second = 1_000_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Tally> _tallies = services.ToDictionary(name => name, _ => new Tally(), StringComparer.Ordinal);

    /// <summary>Adds a finished operation.</summary>
    public void Add(Operation operation)
    {
        var good = operation.IsGood(lateAfter);
        lock (_lock)
        {
            var tally = _tallies[operation.Service];
            tally.Last.Enqueue((operation, good));
            tally.Requests++;
            if (!good)
                tally.Failures++;
            else if (operation.Kind.IsWrite())
                tally.GoodWrite = operation.Done;
            else
                tally.GoodRead = operation.Done;
        }
    }

    /// <summary>The last second, seen from a time in microseconds.</summary>
    public IReadOnlyList<LiveService> Sum(long now)
    {
        lock (_lock)
            return [.. services.Select(name => Sum(name, _tallies[name], now))];
    }

    private static LiveService Sum(string name, Tally tally, long now)
    {
        while (tally.Last.TryPeek(out var oldest) && oldest.Operation.Done < now - Second)
            tally.Last.Dequeue();

        var latencies = tally.Last.Where(entry => entry.Operation.Missing is null)
            .Select(entry => (entry.Operation.Done - entry.Operation.Due) / 1000.0).Order().ToList();
        var servers = tally.Last.Select(entry => entry.Operation.By).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return new LiveService(
            name,
            tally.Last.Count(entry => entry.Good && !entry.Operation.Kind.IsWrite()),
            tally.Last.Count(entry => entry.Good && entry.Operation.Kind.IsWrite()),
            tally.Last.Count(entry => !entry.Good),
            Percentiles.Of(latencies, 0.95),
            Ago(tally.GoodRead, now),
            Ago(tally.GoodWrite, now),
            tally.Requests,
            tally.Failures,
            [.. servers.Order(StringComparer.Ordinal)]);
    }

    private static double Ago(long? at, long now) => at is { } time ? (now - time) / 1000.0 : -1;

    private sealed class Tally
    {
        public Queue<(Operation Operation, bool Good)> Last { get; } = [];

        public long Requests { get; set; }

        public long Failures { get; set; }

        public long? GoodRead { get; set; }

        public long? GoodWrite { get; set; }
    }
}
