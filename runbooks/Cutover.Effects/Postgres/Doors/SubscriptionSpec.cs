namespace Cutover.Effects;

/// <summary>A subscription to be made, over a slot that exists.</summary>
/// <param name="Name">Its name, which is also the slot's.</param>
/// <param name="Conninfo">How the server reaches the publisher. It may hold a password: never said, logged or journaled.</param>
/// <param name="Publication">What it subscribes to.</param>
/// <param name="Copy">Whether it copies what is there first.</param>
/// <param name="Enabled">Whether it begins at once.</param>
internal sealed record SubscriptionSpec(string Name, string Conninfo, string Publication, bool Copy, bool Enabled)
{
    public override string ToString() => Name;
}
