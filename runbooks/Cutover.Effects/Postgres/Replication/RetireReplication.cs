using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Takes both directions down when turning back is no longer wanted: subscriptions, slots, publications. Rows stay.</summary>
public sealed record RetireReplication(Place<DatabaseAddress> Old, Place<DatabaseAddress> New) : IEffect<Remains>
{
    public string Verb => $"end replication between {Old} and {New}";

    public async ValueTask<Finding<Remains>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var names = ReplicationNames.For(old.At);
        IReadOnlyList<string> parts = [.. await PartsAsync(old, names.Forward, names.Back),
            .. await PartsAsync(next, names.Back, names.Forward)];
        var seen = new Remains(parts);
        return parts.Count == 0
            ? Finding.Done(seen, $"nothing replicates between {old.At} and {next.At}")
            : Finding.NotDone(seen, $"there is still {string.Join(", ", parts)}");
    }

    public async ValueTask DoAsync(StepContext context, Remains before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var names = ReplicationNames.For(old.At);
        var forward = await Subscriptions.FindAsync(next, names.Forward);
        await Subscriptions.DropAsync(old, names.Back);
        await Subscriptions.DropAsync(next, names.Forward);
        await Slots.DropAsync(context, next, names.Back, subscription: null, cancellation);
        await Slots.DropAsync(context, old, names.Forward, forward?.Oid, cancellation);
        await Publications.DropAsync(next, names.Back);
        await Publications.DropAsync(old, names.Forward);
    }

    private static async Task<IEnumerable<string>> PartsAsync(Session side, string publishes, string subscribes)
    {
        var parts = new List<string>();
        if (await Publications.ExistsAsync(side, publishes))
            parts.Add($"publication {publishes} of {side.At}");
        if (await Slots.ExistsAsync(side, publishes))
            parts.Add($"slot {publishes} of {side.At}");
        if (await Subscriptions.FindAsync(side, subscribes) is not null)
            parts.Add($"subscription {subscribes} of {side.At}");
        return parts;
    }
}
