namespace Ietf;

/// <summary>How a bucket stands, or how the edge serves it.</summary>
/// <param name="Files">How many files there are.</param>
/// <param name="Wrong">How many of them are missing, or answered otherwise.</param>
public sealed record AssetsSeen(int Files, int Wrong);
