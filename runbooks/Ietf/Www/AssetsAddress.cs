namespace Ietf;

/// <summary>Files that pages refer to, the bucket they go to and the name they are served under.</summary>
public sealed record AssetsAddress
{
    /// <summary>The settings of a push on this machine, as <c>./cutover site push</c> reads them (docs/sites.md).</summary>
    public required string Settings { get; init; }
}
