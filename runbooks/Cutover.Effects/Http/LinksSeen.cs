namespace Cutover.Effects;

/// <summary>What became of the links of some pages.</summary>
/// <param name="Pages">How many pages were read.</param>
/// <param name="Asked">How many different addresses they lead to on the site that was asked.</param>
/// <param name="Broken">How many of these lead nowhere.</param>
public sealed record LinksSeen(int Pages, int Asked, int Broken);
