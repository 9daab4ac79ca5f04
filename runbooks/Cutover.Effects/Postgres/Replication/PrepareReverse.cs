using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Before the fence: the new side publishes, its slot begins, and the old side has a subscription that does not run yet. What forward
/// replication writes meanwhile is passed over later, when <see cref="EnableReverse"/> advances the slot.
/// </summary>
/// <remarks>Where the old server's door cannot make a subscription that waits, it is made inside the freeze.</remarks>
public sealed record PrepareReverse(Place<DatabaseAddress> Old, Place<DatabaseAddress> New) : IReversible<ReverseReplica>
{
    public string Verb => $"prepare the way back from {New} to {Old}";

    public async ValueTask<Finding<ReverseReplica>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var name = ReplicationNames.For(old.At).Back;

        var published = await Publications.ExistsAsync(next, name);
        var missing = published ? await Publications.MissingAsync(next, name) : [];
        var slot = await Slots.ExistsAsync(next, name);
        var lost = slot && await Slots.IsLostAsync(next, name);
        var subscription = await Subscriptions.FindAsync(old, name);
        var (door, _) = await Doors.ChooseAsync(old);
        var seen = new ReverseReplica(
            published && missing.Count == 0, slot && !lost, subscription is not null, subscription?.Enabled ?? false);

        if (!published && !slot && subscription is null)
            return Finding.NotDone(seen, $"nothing is prepared for data to flow from {next.At} to {old.At}");
        if (lost)
            return Finding.HalfDone(seen, $"the slot {name} of {next.At} lost WAL, because max_slot_wal_keep_size was exceeded");
        if (missing.Count > 0)
            return Finding.HalfDone(seen, $"{missing.Count} tables of {next.At} are not published, the first is {missing[0]}");

        return seen is { Published: true, Slot: true } && (seen.Subscribed || door is { MakesDisabled: false })
            ? Finding.Done(seen, $"data can be made to flow from {next.At} to {old.At}")
            : Finding.HalfDone(
                seen, $"of the way back from {next.At} there is only a part: publication {seen.Published}, slot {seen.Slot}, "
                    + $"subscription {seen.Subscribed}");
    }

    public async ValueTask DoAsync(StepContext context, ReverseReplica before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        await OpenedMark.RefuseAsync(next, $"Preparing the way back of {next.At} anew");
        var name = ReplicationNames.For(old.At).Back;
        if (await Slots.IsLostAsync(next, name))
            await Slots.DropAsync(context, next, name, subscription: null, cancellation);

        await Publications.EnsureAsync(next, name);
        await Slots.EnsureAsync(next, name);
        var door = await Doors.OpenAsync(old);
        if (door.MakesDisabled && await Subscriptions.FindAsync(old, name) is null)
            await door.CreateAsync(
                old, new SubscriptionSpec(name, await Conninfo.ForAsync(next.At, name, cancellation), name, Copy: false, Enabled: false));
    }

    public async ValueTask UndoAsync(StepContext context, ReverseReplica before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var name = ReplicationNames.For(old.At).Back;
        await Subscriptions.DropAsync(old, name);
        await Slots.DropAsync(context, next, name, subscription: null, cancellation);
        await Publications.DropAsync(next, name);
    }

    public bool IsUndone(ReverseReplica before, ReverseReplica now) => now is { Published: false, Slot: false, Subscribed: false };
}
