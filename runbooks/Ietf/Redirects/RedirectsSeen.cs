namespace Ietf;

/// <summary>What a check of old links saw.</summary>
/// <param name="Asked">How many URLs were asked.</param>
/// <param name="Redirects">How many of them are to be redirects.</param>
/// <param name="Differences">How many are answered otherwise.</param>
internal sealed record RedirectsSeen(int Asked, int Redirects, int Differences);
