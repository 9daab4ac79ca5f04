namespace Cutover.Crowd;

/// <summary>One operation as its user saw it. Times are microseconds since the crowd began.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Kind">What was done.</param>
/// <param name="User">By whom.</param>
/// <param name="Due">When it was intended: latency counts from here.</param>
/// <param name="Sent">When the user began.</param>
/// <param name="Done">When the answer had been read in full, or hope was given up.</param>
/// <param name="Ending">How it ended.</param>
public sealed record Operation(string Service, OperationKind Kind, int User, long Due, long Sent, long Done, Ending Ending)
{
    /// <summary>The key written or read, made by the crowd and unique in the world.</summary>
    public string? Key { get; init; }

    /// <summary>The path that was asked for; for a key, the one under which it can be read again.</summary>
    public string? Path { get; init; }

    /// <summary>What a write puts under its key: a token in the body, or the SHA-256 of a draft. None for a delete.</summary>
    public string? Value { get; init; }

    /// <summary>What a read of one's own key found: a value, or <see cref="Absent"/>.</summary>
    public string? Seen { get; init; }

    /// <summary>The answer's status, where there was one and its protocol has such.</summary>
    public int? Status { get; init; }

    /// <summary>Why there was none, in short.</summary>
    public NoAnswer? Missing { get; init; }

    /// <summary>Why there was none, in words, or why it is not good.</summary>
    public string? Error { get; init; }

    /// <summary>Who answered, by the header X-Served-By, or the address where there is none.</summary>
    public string? By { get; init; }

    /// <summary>Done before the schedule began, to compile the crowd's own code: owed like any other, but not timed.</summary>
    public bool WarmUp { get; init; }

    /// <summary>Whether it counts as good for a user: answered as it should be, and in time.</summary>
    /// <param name="lateAfter">From when an answer is late, in microseconds.</param>
    public bool IsGood(long lateAfter) => Ending is Ending.Good or Ending.Acknowledged && !IsLate(lateAfter);

    /// <summary>Whether an answer came, good or not, but too late.</summary>
    /// <param name="lateAfter">From when an answer is late, in microseconds.</param>
    public bool IsLate(long lateAfter) => Missing is null && Done - Due > lateAfter;

    /// <summary>Whether another record is of the same write: before it was sent, and after it ended.</summary>
    public bool IsSameWrite(Operation other) => Key is not null && (Kind, Key, Value) == (other.Kind, other.Key, other.Value);

    /// <summary>What <see cref="Seen"/> says where nothing was there.</summary>
    public const string Absent = "-";
}
