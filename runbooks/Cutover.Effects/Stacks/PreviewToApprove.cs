namespace Cutover.Effects;

/// <summary>What an up of a night would do, for people to look at.</summary>
/// <param name="Change">What it sets in config.</param>
/// <param name="Plan">What it would do.</param>
/// <param name="Approved">The hash that was approved for this change before; null where none was.</param>
public sealed record PreviewToApprove(string Change, StackPlanSeen Plan, string? Approved);
