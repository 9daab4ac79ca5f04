namespace Cutover.Effects;

/// <summary>What became of a canary that an application sent.</summary>
/// <param name="Arrived">Whether it is in the mailbox.</param>
/// <param name="From">The address that the mailbox's host took it from.</param>
public sealed record OutboundSeen(bool Arrived, string? From);
