namespace Cutover.Crowd;

/// <summary>A line of the log: exactly one of three.</summary>
internal sealed record LogLine
{
    public LogHeader? Header { get; init; }

    public Operation? Operation { get; init; }

    public LogEnd? End { get; init; }
}
