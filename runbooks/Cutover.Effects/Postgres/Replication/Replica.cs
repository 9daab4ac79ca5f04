namespace Cutover.Effects;

/// <summary>How far the new side follows the old.</summary>
/// <param name="Published">Whether the publication is there and has every table.</param>
/// <param name="Slot">Whether the slot is there and holds what the subscriber needs.</param>
/// <param name="Subscribed">Whether the subscription is there.</param>
/// <param name="Enabled">Whether it is meant to run.</param>
/// <param name="Tables">How many tables follow or will, Cutover's marker included.</param>
/// <param name="Ready">How many of them are copied and follow.</param>
public sealed record Replica(bool Published, bool Slot, bool Subscribed, bool Enabled, long Tables, long Ready)
{
    internal bool IsGone => !Published && !Slot && !Subscribed;
}
