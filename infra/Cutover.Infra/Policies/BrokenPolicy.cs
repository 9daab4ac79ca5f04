namespace Cutover.Infra;

/// <summary>A finding with the policy that it breaks.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Reason">Why it is there.</param>
/// <param name="Finding">What breaks it.</param>
public sealed record BrokenPolicy(string Policy, string Reason, PolicyFinding Finding);
