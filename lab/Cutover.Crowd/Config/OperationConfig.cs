namespace Cutover.Crowd;

/// <summary>One kind of operation and how often the crowd does it.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="PerSecond">The mean rate, kept whatever the answers.</param>
public sealed record OperationConfig(OperationKind Kind, double PerSecond)
{
    /// <summary>
    /// For messages the addresses to choose from. For plain reads the paths to choose from, for mailboxes the folders; for writes of events
    /// the documents', such as <c>/doc/draft-a/</c>.
    /// </summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>For plain reads: what the body of a good answer contains. A maintenance page that says 200 is not a good answer.</summary>
    public string? Contains { get; init; }

    /// <summary>For old links: what there is to choose from.</summary>
    public IReadOnlyList<OldLink> Links { get; init; } = [];
}
