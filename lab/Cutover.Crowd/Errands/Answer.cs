namespace Cutover.Crowd;

/// <summary>What came back, or did not.</summary>
/// <param name="Sent">When the user began, in microseconds.</param>
/// <param name="Done">When the answer had been read in full, or hope was given up.</param>
public sealed record Answer(long Sent, long Done)
{
    /// <summary>The status; none without an answer.</summary>
    public int? Status { get; init; }

    /// <summary>Where a redirect leads, as the server wrote it.</summary>
    public string? Location { get; init; }

    /// <summary>The body, in full.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>Who answered, by the header X-Served-By.</summary>
    public string? By { get; init; }

    /// <summary>Why there is no answer, in short.</summary>
    public NoAnswer? Missing { get; init; }

    /// <summary>Why there is no answer, in words.</summary>
    public string? Error { get; init; }

    /// <summary>What a write's answer promises.</summary>
    public Ending AsWrite => this switch
    {
        { Missing: NoAnswer.NoConnection } => Ending.Refused,
        { Status: >= 200 and < 300 } => Ending.Acknowledged,

        // A gateway that lost its server, or a server that broke, cannot say whether the write took place. A redirect or a no can.
        { Status: null or 500 or 502 or 504 } => Ending.Unknown,
        _ => Ending.Refused,
    };
}
