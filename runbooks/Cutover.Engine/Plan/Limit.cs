namespace Cutover.Engine;

/// <summary>How many steps may use one thing at once: a disk, a provider's API.</summary>
public sealed record Limit(string Name, int AtOnce);
