using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>On the way back, once the new side is fenced again: everything that was written there has come to the old side.</summary>
/// <remarks>
/// A marker is written on the new side after its last writer is gone; changes arrive in the order of their commits, so it arrives last.
/// </remarks>
public sealed record DrainReverse(Place<DatabaseAddress> Old, Place<DatabaseAddress> New) : IEffect<Drained>
{
    public string Verb => $"bring what was written on {New} back to {Old}";

    public async ValueTask<Finding<Drained>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var mark = await Marker.ReadAsync(next, Marker.Drain);
        var written = mark == context.Run.IdempotencyKey;
        var arrived = written && await Marker.ReadAsync(old, Marker.Drain) == mark;
        var seen = new Drained(arrived);
        if (arrived)
            return Finding.Done(seen, $"{old.At} has everything that was written on {next.At}");

        return written
            ? Finding.HalfDone(seen, $"the marker written on {next.At} has not come to {old.At} yet")
            : Finding.NotDone(seen, $"nobody has asked yet how far {old.At} is behind {next.At}");
    }

    public async ValueTask DoAsync(StepContext context, Drained before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using var old = await Session.OpenAsync(context.At(Old), cancellation);
        await using var next = await Session.OpenAsync(context.At(New), cancellation);
        var name = ReplicationNames.For(old.At).Back;
        if (await Subscriptions.FindAsync(old, name) is not { Enabled: true })
            throw new DatabaseException(
                $"The subscription {name} of {old.At} does not run, so what was written on {next.At} cannot come back; enable it, then "
                    + "retry.");
        await Marker.SetAsync(next, Marker.Drain, context.Run.IdempotencyKey);
    }

    /// <summary>Whether a drain has come to its end, and both sides still have what it left there.</summary>
    /// <param name="old">Received.</param>
    /// <param name="next">Sent.</param>
    /// <param name="run">The run that drained; absent for any.</param>
    internal static async Task<bool> HasArrivedAsync(Session old, Session next, string? run = null)
    {
        var mark = await Marker.ReadAsync(next, Marker.Drain);
        return !string.IsNullOrEmpty(mark) && mark == await Marker.ReadAsync(old, Marker.Drain)
            && (run is null || mark.StartsWith($"{run}/", StringComparison.Ordinal));
    }
}
