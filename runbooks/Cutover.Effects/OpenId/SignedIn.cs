namespace Cutover.Effects;

/// <summary>That somebody signed in.</summary>
/// <param name="Requests">How many requests it took, redirects included.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record SignedIn(int Requests, long Milliseconds);
