using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Pulls a mirror as those out there do, from the daemon that serves them. That it can be asked behind its port is tried, too: on the night
/// the port is closed (<see cref="MirrorsKeep"/>).
/// </summary>
/// <param name="Daemon">The daemon, which is up.</param>
public sealed record FollowMirror(Place<MirrorAddress> Daemon) : IEffect<MirrorSeen>
{
    /// <summary>The source lives, so a mirror is always a little behind.</summary>
    public int AtMostBehind { get; init; } = 1_000;

    public string Verb => $"pull a mirror from {Daemon}";

    public async ValueTask<Finding<MirrorSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var daemon = context.At(Daemon);
        var (seen, _) = await MirrorPull.AskAsync(context, daemon, daemon.Mirror, behindItsPort: false, cancellation);
        if (MirrorPull.Empty(daemon) is { Count: > 0 } empty)
            return Finding.NotDone(seen, $"a mirror of {Daemon} has nothing of {string.Join(", ", empty)}");
        if (seen.Change + seen.Delete > AtMostBehind)
            return Finding.NotDone(seen, $"a mirror of {Daemon} would change {seen.Change} paths and delete {seen.Delete}");

        await MirrorPull.AskAsync(context, daemon, daemon.Mirror, behindItsPort: true, cancellation);
        return Finding.Done(seen, $"a mirror of {Daemon} is at most {seen.Change + seen.Delete} paths behind");
    }

    public async ValueTask DoAsync(StepContext context, MirrorSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await MirrorPull.PullAsync(context, context.At(Daemon), cancellation);
    }
}
