namespace Cutover.Crowd;

/// <summary>Draws up a service's ledger from what the crowd logged and what was read back.</summary>
public static class ServiceAccounts
{
    private const int FindingsShown = 10;

    /// <summary>The ledger of one service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="log">The crowd's log, of all services.</param>
    /// <param name="verdicts">The verdict on each of the service's keys.</param>
    /// <param name="sampled">How many keys were also read by name.</param>
    public static ServiceLedger Of(string service, OperationLog log, IReadOnlyList<KeyVerdict> verdicts, int sampled)
    {
        var lateAfter = log.Header.LateAfterMs * 1000L;
        var own = log.Operations.Where(operation => operation.Service == service).ToList();
        var timed = own.Where(operation => !operation.WarmUp).ToList();
        var reads = timed.Where(operation => !operation.Kind.IsWrite()).ToList();
        var writes = timed.Where(operation => operation.Kind.IsWrite()).ToList();
        var (from, to) = Span(log);
        var seconds = Math.Max((to - from) / 1e6, 1e-6);
        var readOutages = Outages.Measure(Points(reads, lateAfter), from, to);
        var writeOutages = Outages.Measure(Points(writes, lateAfter), from, to);
        var stale = Crowd.StaleReads.Find(own, [.. log.Operations, .. log.UnderWay]);

        return new ServiceLedger
        {
            Name = service,
            ReadOutage = Seconds(readOutages.Sum(outage => outage.To - outage.From)),
            WriteOutage = Seconds(writeOutages.Sum(outage => outage.To - outage.From)),
            Requests = own.Count,
            Errors = own.Count(operation => operation.Ending is not (Ending.Good or Ending.Acknowledged)),
            Acknowledged = own.Count(operation => operation.Ending == Ending.Acknowledged),
            Unknown = own.Count(operation => operation.Ending == Ending.Unknown),
            Late = timed.Count(operation => operation.IsLate(lateAfter)),
            StaleReads = stale.Count,
            Lost = verdicts.Count(verdict => verdict.Lost),
            Duplicated = verdicts.Sum(verdict => verdict.Duplicated),
            UnknownPresent = verdicts.Count(verdict => verdict.UnknownPresent),
            RefusedPresent = verdicts.Count(verdict => verdict.RefusedPresent),
            Keys = verdicts.Count,
            Sampled = sampled,
            RequestsPerSecond = Math.Round(timed.Count / seconds, 1),
            AcknowledgedPerSecond = Math.Round(writes.Count(write => write.Ending == Ending.Acknowledged) / seconds, 1),
            ReadLatency = Latency.Of(reads),
            WriteLatency = Latency.Of(writes),
            ReadLongestGap = Seconds(Outages.LongestGap(Points(reads, lateAfter), from, to)),
            WriteLongestGap = Seconds(Outages.LongestGap(Points(writes, lateAfter), from, to)),
            ReadOutages = Spans(readOutages, from),
            WriteOutages = Spans(writeOutages, from),
            Failures = FailureTimeline.Of(timed, from, lateAfter),
            ServedBy = own.Where(operation => operation.By is not null).CountBy(operation => operation.By!, StringComparer.Ordinal)
                .OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal),
            Findings =
            [
                .. verdicts.Select(verdict => verdict.Finding).OfType<string>().Take(FindingsShown),
                .. stale.Take(FindingsShown).Select(read =>
                    $"{read.Key}: a read by its writer at {Seconds(read.Sent - from)} s showed {read.Seen}"),
            ],
        };
    }

    /// <summary>The timetable's beginning and end, in microseconds; a killed crowd's by its first and last operations.</summary>
    public static (long From, long To) Span(OperationLog log)
    {
        if (log.End is { } end)
            return (end.From, end.At);
        var dues = log.Operations.Where(operation => !operation.WarmUp).Select(operation => operation.Due).DefaultIfEmpty().ToList();
        return (dues.Min(), dues.Max());
    }

    private static IEnumerable<Point> Points(IEnumerable<Operation> operations, long lateAfter) =>
        operations.Select(operation => new Point(operation.Due, operation.Done, operation.IsGood(lateAfter)));

    private static IReadOnlyList<OutageSpan> Spans(IEnumerable<Outage> outages, long from) =>
        [.. outages.Select(outage => new OutageSpan(Seconds(outage.From - from), Seconds(outage.To - from), outage.Failures))];

    private static double Seconds(long microseconds) => Math.Round(microseconds / 1e6, 3);
}
