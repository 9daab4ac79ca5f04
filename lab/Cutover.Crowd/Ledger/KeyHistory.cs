namespace Cutover.Crowd;

/// <summary>
/// All writes on one key in the order in which its user made them, and what they allow. A user never has two writes on a key under way,
/// so that order is the order of the promises; only the last acknowledged one counts, and whatever unknown ones came after it.
/// </summary>
public sealed class KeyHistory
{
    private readonly List<Operation> _writes;

    /// <summary>Makes a history of the writes on one key, in any order.</summary>
    public KeyHistory(string key, IEnumerable<Operation> writes)
    {
        Key = key;
        _writes = [.. writes.OrderBy(write => write.Sent)];
    }

    /// <summary>The key.</summary>
    public string Key { get; }

    /// <summary>The path under which the key can be read; none where there is no such path.</summary>
    public string? Path => _writes.Find(write => write.Path is not null)?.Path;

    /// <summary>Whether anything was promised about the key.</summary>
    public bool IsOwed => _writes.Exists(write => write.Ending == Ending.Acknowledged);

    /// <summary>Histories of all keys of a family.</summary>
    public static IReadOnlyDictionary<string, KeyHistory> Of(IEnumerable<Operation> operations, Family family) =>
        operations.Where(operation => operation.Kind.IsWrite() && operation.Kind.Family() == family && operation.Key is not null)
            .GroupBy(operation => operation.Key!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => new KeyHistory(group.Key, group), StringComparer.Ordinal);

    /// <summary>What may be seen by a read, or at the end of the night: values, and <see cref="Operation.Absent"/>.</summary>
    /// <param name="from">When the read began: what was acknowledged by then is owed. In microseconds.</param>
    /// <param name="to">When it ended: what was begun by then may show.</param>
    public IReadOnlySet<string> Allowed(long from = long.MaxValue, long to = long.MaxValue)
    {
        var owed = _writes.FindLastIndex(write => write.Ending == Ending.Acknowledged && write.Done <= from);
        var later = _writes.Skip(owed + 1).Where(write => write.Ending != Ending.Refused && write.Sent <= to);
        return later.Select(StateAfter).Append(owed < 0 ? Operation.Absent : StateAfter(_writes[owed])).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Judges what is stored under the key after the night.</summary>
    /// <param name="stored">The values found, one for each row; none where the key is absent.</param>
    public KeyVerdict Judge(IReadOnlyList<string> stored)
    {
        var allowed = Allowed();
        IReadOnlyList<string> seen = stored.Count == 0 ? [Operation.Absent] : stored;
        var last = _writes.FindLast(write => write.Ending == Ending.Acknowledged);
        var refused = seen.Any(value => !allowed.Contains(value) && Shows(Ending.Refused, value));

        // Where nothing was promised, nothing can be lost: an unknown write may be there in part.
        var lost = last is not null && !refused && !seen.Any(allowed.Contains);
        var unknown = seen.Any(value => Shows(Ending.Unknown, value) && (last is null || value != StateAfter(last)));
        return new KeyVerdict(Key, lost, Math.Max(0, stored.Count - 1), unknown, refused, Finding(seen, lost, refused, stored.Count));
    }

    private string? Finding(IReadOnlyList<string> seen, bool lost, bool refused, int rows) =>
        lost ? $"{Key}: {string.Join(" or ", Allowed())} was promised, {string.Join(" and ", seen)} is there"
        : rows > 1 ? $"{Key}: there are {rows} of it"
        : refused ? $"{Key}: {seen[0]} is there, which had been refused"
        : null;

    private bool Shows(Ending ending, string state) => _writes.Exists(write => write.Ending == ending && StateAfter(write) == state);

    private static string StateAfter(Operation write) => write.Kind.IsDelete() ? Operation.Absent : write.Value ?? Operation.Absent;
}
