namespace Cutover.App;

/// <summary>What one of the rehearsal's people says at a gate.</summary>
public sealed record RehearsalVote(bool Go, string By, string Reason);
