namespace Cutover.Crowd;

/// <summary>A link that somebody wrote down when the old rules were new.</summary>
/// <param name="Host">The name that it is asked of, whatever name leads to the server.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Status">What the old host answered.</param>
/// <param name="Location">Where it sent people.</param>
public sealed record OldLink(string Host, string Target, int Status, string Location);
