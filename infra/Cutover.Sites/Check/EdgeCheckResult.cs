namespace Cutover.Sites;

/// <summary>What the edge answered.</summary>
/// <param name="Asked">How many questions it was asked.</param>
/// <param name="Differences">What is answered otherwise, one sentence each.</param>
public sealed record EdgeCheckResult(int Asked, IReadOnlyList<string> Differences);
