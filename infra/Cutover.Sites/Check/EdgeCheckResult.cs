namespace Cutover.Sites;

/// <summary>What the edge answered.</summary>
internal sealed record EdgeCheckResult(int Asked, IReadOnlyList<string> Differences);
