namespace Cutover.Effects;

/// <summary>Files that wait for somebody to come for them.</summary>
/// <param name="Files">How many have waited too long.</param>
public sealed record WaitingSeen(int Files);
