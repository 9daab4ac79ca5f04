namespace Cutover.Crowd;

/// <summary>Finds reads that did not show what their own user had been promised before.</summary>
public static class StaleReads
{
    /// <summary>The stale reads among operations of a crowd: of events, pages, and the texts of posted drafts.</summary>
    /// <param name="reads">The reads of one service.</param>
    /// <param name="all">The operations of all services: a draft is handed in at one and read at another.</param>
    public static IReadOnlyList<Operation> Find(IEnumerable<Operation> reads, IReadOnlyCollection<Operation> all)
    {
        var events = KeyHistory.Of(all, Family.Event);
        var pages = KeyHistory.Of(all, Family.Page);
        var posted = all.Where(operation => operation is { Kind: OperationKind.SubmissionStatus, Seen: "posted", Key: not null })
            .GroupBy(operation => operation.Key!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(operation => operation.Done), StringComparer.Ordinal);

        return
        [
            .. reads.Where(read => read is { Key: not null, Seen: not null } && read.Kind switch
            {
                OperationKind.EventRead => IsStale(events, read),
                OperationKind.EditRead => IsStale(pages, read),
                OperationKind.DraftRead => read.Seen == Operation.Absent && posted.TryGetValue(read.Key, out var at) && at <= read.Sent,
                _ => false,
            }),
        ];
    }

    private static bool IsStale(IReadOnlyDictionary<string, KeyHistory> histories, Operation read) =>
        histories.TryGetValue(read.Key!, out var history) && !history.Allowed(read.Sent, read.Done).Contains(read.Seen!);
}
