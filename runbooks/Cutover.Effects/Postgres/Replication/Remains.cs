namespace Cutover.Effects;

/// <param name="Parts">What of the replication is still there, by kind and name.</param>
public sealed record Remains(IReadOnlyList<string> Parts);
