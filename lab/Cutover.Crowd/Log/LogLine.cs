namespace Cutover.Crowd;

/// <summary>A line of the log: exactly one of four.</summary>
internal sealed record LogLine
{
    public LogHeader? Header { get; init; }

    public Operation? Operation { get; init; }

    /// <summary>A write that is about to be sent.</summary>
    public Operation? Asked { get; init; }

    public LogEnd? End { get; init; }
}
