namespace Cutover.Crowd;

/// <summary>The resolver gave no address for a name.</summary>
public sealed class NameNotFoundException(string host, string seen) : Exception($"{host} has no address: the resolver said {seen}.");
