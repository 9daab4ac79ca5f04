using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Inside the freeze, once the new side has caught up: forward replication ends, the reverse slot passes over what forward replication
/// wrote, data flows from new to old, and one row proves it. Before the new side opens, so that no write there can be missed.
/// </summary>
/// <remarks>
/// PostgreSQL 15 has no <c>origin = none</c>: were the slot not advanced, the old side would receive its own rows again; were both
/// directions enabled at once, they would circle.
/// </remarks>
/// <param name="Old">Receives from now on.</param>
/// <param name="New">Sends from now on.</param>
/// <param name="Caught">Proof that forward replication has brought everything.</param>
public sealed record EnableReverse(Place<DatabaseAddress> Old, Place<DatabaseAddress> New, Step<CaughtUp> Caught) : IReversible<ReverseFlow>
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    public string Verb => $"let data flow from {New} to {Old}";

    public async ValueTask<Finding<ReverseFlow>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var (forward, back) = await FlowSide.BothAsync(old, next);
        var returned = forward.Mark?.StartsWith(context.Run.IdempotencyKey, StringComparison.Ordinal) == true && forward.Mark == back.Mark;
        var seen = new ReverseFlow(forward.Enabled || forward.Working, back.Enabled, returned, forward.Opened);

        return seen switch
        {
            { Forward: true, Back: false } => Finding.NotDone(seen, $"data flows from {old.At} to {next.At}"),
            { Forward: true, Back: true } => Finding.HalfDone(seen, $"data flows both ways between {old.At} and {next.At}"),
            { Forward: false, Back: false } => Finding.HalfDone(seen, $"data flows neither way between {old.At} and {next.At}"),
            { Returned: false } => Finding.HalfDone(seen, $"no row written on {next.At} has come back to {old.At} yet"),
            _ => Finding.Done(seen, $"data flows from {next.At} to {old.At}; one row has come back"),
        };
    }

    public async ValueTask DoAsync(StepContext context, ReverseFlow before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var names = ReplicationNames.For(old.At);
        var (forward, back) = await FlowSide.BothAsync(old, next);
        if (forward.Enabled)
            await (await Doors.OpenAsync(next)).DisableAsync(next, names.Forward);

        // Before version 16 an idle worker looks at its subscription once a second only; something to receive makes it look now.
        await Marker.SetAsync(old, Marker.Prod, context.Run.IdempotencyKey);
        if (!back.Enabled)
        {
            // Once the new side is open its writes are in the slot: passing over them would lose them. Until then there is nothing in it
            // but what forward replication brought, and a marker that its worker may still bring does no harm in a circle.
            if (forward.Opened)
                await OpenedMark.RefuseAsync(next, $"Passing over what is in the slot {names.Back}");
            await Slots.AdvanceAsync(next, names.Back);
            await BeginAsync(old, next, names.Back, back.Exists, cancellation);
        }

        var mark = $"{context.Run.IdempotencyKey}/{context.Run.Attempt}";
        await Marker.SetAsync(next, Marker.Return, mark);
        await Until.TrueAsync(context, s_limit, async () => await Marker.ReadAsync(old, Marker.Return) == mark, cancellation);
        await Until.TrueAsync(
            context, s_limit, async () => await Subscriptions.FindAsync(next, names.Forward) is not { Working: true }, cancellation);
    }

    /// <summary>
    /// Ends the flow back; forward replication begins again only where the new side was never opened. An opened one whose writes are all
    /// on the old side is marked so, which a later night asks for.
    /// </summary>
    public async ValueTask UndoAsync(StepContext context, ReverseFlow before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var names = ReplicationNames.For(old.At);
        var (forward, back) = await FlowSide.BothAsync(old, next);

        // Before the flow ends, which is what this is known by: who dies in between finds it still to be done.
        if (forward.Opened && await DrainReverse.HasArrivedAsync(old, next, context.Run.Run))
            await OpenedMark.CarriedHomeAsync(next, context.Run.Run);
        if (back.Enabled)
        {
            await (await Doors.OpenAsync(old)).DisableAsync(old, names.Back);
            await Marker.SetAsync(next, Marker.Prod, context.Run.IdempotencyKey);
            await Until.TrueAsync(
                context, s_limit, async () => await Subscriptions.FindAsync(old, names.Back) is not { Working: true }, cancellation);
        }

        if (forward is { Opened: false, Exists: true, Enabled: false })
            await (await Doors.OpenAsync(next)).EnableAsync(next, names.Forward);
    }

    /// <summary>Once the new side was opened, forward replication stays off: what it would bring came from the new side.</summary>
    public bool IsUndone(ReverseFlow before, ReverseFlow now) => now is { Back: false, Forward: true } or { Back: false, Opened: true };

    private static async Task BeginAsync(Session old, Session next, string name, bool exists, CancellationToken cancellation)
    {
        var door = await Doors.OpenAsync(old);
        if (exists)
            await door.EnableAsync(old, name);
        else
            await door.CreateAsync(
                old, new SubscriptionSpec(name, await Conninfo.ForAsync(next.At, name, cancellation), name, Copy: false, Enabled: true));
    }
}
