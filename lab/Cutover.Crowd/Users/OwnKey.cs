namespace Cutover.Crowd;

/// <summary>A key that a user has written, and what the user has been promised about it.</summary>
/// <param name="Key">The key, unique in the world.</param>
/// <param name="Home">The collection's path, with a slash at its end.</param>
/// <param name="Version">The last acknowledged version.</param>
public sealed record OwnKey(string Key, string Home, int Version)
{
    /// <summary>The value of a version: a token without blanks that the body begins with.</summary>
    public static string ValueOf(string key, int version) => $"{key}/{version}";
}
