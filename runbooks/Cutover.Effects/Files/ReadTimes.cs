namespace Cutover.Effects;

/// <summary>How fast a file system answers.</summary>
/// <param name="Names">How many names the directory has.</param>
/// <param name="ListingMilliseconds">How long listing them took.</param>
/// <param name="Read">How many of its files were read.</param>
/// <param name="ReadMilliseconds">What 95 of 100 of them did not take longer than.</param>
public sealed record ReadTimes(int Names, double ListingMilliseconds, int Read, double ReadMilliseconds);
