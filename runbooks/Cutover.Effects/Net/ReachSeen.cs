namespace Cutover.Effects;

/// <summary>What a host reached.</summary>
/// <param name="Targets">How many it tried.</param>
/// <param name="Refused">How many it did not reach, or that sent it away.</param>
public sealed record ReachSeen(int Targets, int Refused);
