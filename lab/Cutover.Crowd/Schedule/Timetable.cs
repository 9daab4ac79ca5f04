namespace Cutover.Crowd;

/// <summary>
/// The crowd's intended times, fixed by seed and rates alone. Nothing that a server does or fails to do moves them: a crowd that waited
/// for answers would ask least when the service is worst, and measure an outage as one slow request.
/// </summary>
public static class Timetable
{
    /// <summary>All that is due before the end, in order of time.</summary>
    /// <param name="config">Services, rates, spacing and seed.</param>
    /// <param name="until">Where the timetable ends.</param>
    public static IEnumerable<Due> Of(CrowdConfig config, TimeSpan until)
    {
        var streams = config.Services
            .SelectMany(service => service.Operations.Select(operation => (Service: service, Operation: operation)))
            .Select((entry, index) => Stream(entry.Service, entry.Operation, config.Spacing, SeedOf(config.Seed, index)).GetEnumerator())
            .ToList();
        var next = new PriorityQueue<IEnumerator<Due>, TimeSpan>();
        foreach (var stream in streams)
            Enqueue(next, stream);

        while (next.TryDequeue(out var stream, out var at) && at < until)
        {
            yield return stream.Current;
            Enqueue(next, stream);
        }
    }

    private static void Enqueue(PriorityQueue<IEnumerator<Due>, TimeSpan> next, IEnumerator<Due> stream)
    {
        stream.MoveNext();
        next.Enqueue(stream, stream.Current.At);
    }

    private static IEnumerable<Due> Stream(ServiceConfig service, OperationConfig operation, Spacing spacing, int seed)
    {
        var random = new Random(seed);
        var mean = 1 / operation.PerSecond;
        var at = spacing == Spacing.Even ? random.NextDouble() * mean : Exponential(random, mean);
        while (true)
        {
            yield return new Due(TimeSpan.FromSeconds(at), service, operation);
            at += spacing == Spacing.Even ? mean : Exponential(random, mean);
        }
    }

    private static double Exponential(Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());

    // Streams of neighbouring seeds must not march in step.
    private static int SeedOf(int seed, int stream) => unchecked((seed * 486_187_739) + (stream * 16_777_619) + 97);
}
