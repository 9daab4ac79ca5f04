namespace Cutover.Redirects;

/// <summary>What a check saw.</summary>
/// <param name="Asked">How many questions were asked.</param>
/// <param name="Redirects">How many of them are to be redirects.</param>
/// <param name="Differences">Those that are answered otherwise.</param>
public sealed record CheckResult(int Asked, int Redirects, IReadOnlyList<CheckDifference> Differences)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Asked} URLs asked, {Redirects} of them redirects, {Differences.Count} differences";
}
