using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Waits until the new side has replayed the fence's position and shows its marker, and sees that nobody wrote since the fence.
/// </summary>
/// <remarks>
/// Changes arrive in the order of their commits, so the marker, which was committed after the last writer was gone, arrives last.
/// </remarks>
public sealed record CatchUp(Place<DatabaseAddress> Old, Place<DatabaseAddress> New, Step<Fenced> Fence) : IProbe<CaughtUp>
{
    public string Verb => $"wait until {New} has what {Old} has";

    public async ValueTask<Finding<CaughtUp>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var fence = context.Read(Fence);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var names = ReplicationNames.For(old.At);
        var marked = await Marker.ReadAsync(next, Marker.Fence) == fence.Mark;
        var (replayed, reached, changes) = (await old.ListAsync(
            $"select max(replay_lsn)::text, coalesce(max(replay_lsn) >= $2::text::pg_lsn, false), ({FenceLook.Changes}) from "
                + "pg_stat_replication where application_name = $1",
            row => (row.IsDBNull(0) ? null : row.GetString(0), row.GetBoolean(1), row.GetInt64(2)),
            names.Forward, fence.Lsn!))[0];
        var seen = new CaughtUp(fence.Lsn!, replayed, marked);

        if (changes != fence.Changes)
            return Finding.HalfDone(
                seen, $"{changes - fence.Changes} rows of {old.At} were changed after its fence; find who writes, then turn back");
        if (marked && reached)
            return Finding.Done(seen, $"{next.At} has replayed {replayed} and shows the fence's marker");

        // Once data flows the other way the forward worker is gone, and the marker alone says that it had brought everything.
        return marked && replayed is null && await Subscriptions.FindAsync(next, names.Forward) is { Enabled: false }
            ? Finding.Done(seen, $"{next.At} shows the fence's marker, and forward replication has ended since")
            : Finding.NotDone(
                seen, $"{next.At} has replayed {replayed ?? "nothing: no walsender serves it"} of {fence.Lsn}, marker "
                    + $"{(marked ? "seen" : "not seen yet")}");
    }
}
