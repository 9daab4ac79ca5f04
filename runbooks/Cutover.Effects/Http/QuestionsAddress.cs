namespace Cutover.Effects;

/// <summary>Where a list of questions is: what people asked of a site last week, and one known path for each directory.</summary>
public sealed record QuestionsAddress
{
    /// <summary>A file on this machine with a path and query on each line (/id/?C=M), cut from an access log; # begins a comment.</summary>
    public required string File { get; init; }
}
