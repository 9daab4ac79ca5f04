namespace Cutover.Effects;

/// <summary>How a site treats those who show no key and have not signed in.</summary>
/// <param name="Asked">Doors that were tried.</param>
/// <param name="Open">How many of them did not refuse.</param>
public sealed record StrangersSeen(int Asked, int Open);
