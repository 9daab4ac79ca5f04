namespace Cutover.Effects;

/// <summary>What is ready for the data to flow back.</summary>
/// <param name="Published">Whether the new side publishes every table.</param>
/// <param name="Slot">Whether its slot is there and not lost.</param>
/// <param name="Subscribed">Whether the old side has a subscription to it.</param>
/// <param name="Enabled">Whether that subscription runs.</param>
public sealed record ReverseReplica(bool Published, bool Slot, bool Subscribed, bool Enabled);
