using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>What the effects that copy files share.</summary>
internal static class FileCopy
{
    /// <summary>Lists both sides at once and compares them.</summary>
    public static async Task<(DirectoryTree Source, TreeDifference Difference)> CompareAsync(
        StepContext context,
        Place<DirectoryAddress> from,
        Place<DirectoryAddress> to,
        bool living,
        bool extraAllowed,
        CancellationToken cancellation)
    {
        var (source, destination) = (context.At(from), context.At(to));
        RebuiltPaths.Agree(source, destination);
        var settles = await Rsync.SettleAsync(context, source, destination, cancellation);
        var ours = DirectoryTree.ReadAsync(source, settles, living, cancellation);
        var theirs = DirectoryTree.ReadAsync(destination, null, living, cancellation);
        await Task.WhenAll(ours, theirs);
        var (one, other) = (await ours, await theirs);
        return (one, await Aside.RunAsync(() => TreeDifference.Between(one, other, extraAllowed), cancellation));
    }

    /// <summary>
    /// Copies what differs: path by path where the paths are known and rsync runs where the source is, else going through all.
    /// </summary>
    /// <exception cref="EffectException">The source is below its floor, or its sentinel is gone.</exception>
    public static Task CarryAsync(
        StepContext context,
        Place<DirectoryAddress> from,
        Place<DirectoryAddress> to,
        ImmutableArray<string> paths,
        bool living,
        CancellationToken cancellation)
    {
        var (source, destination) = (context.At(from), context.At(to));

        // The named copy asks for the sentinel itself, where and when it reads.
        return paths is [_, ..] && source.Floor is not null && Rsync.RunsOn(source, destination).IsSame(source.Host)
            ? Rsync.RunAsync(context, source, destination, RsyncWork.Named(paths, source.Floor.Sentinel, living), null, cancellation)
            : MirrorAsync(context, from, to, new RsyncWork(["--delete"], living), null, cancellation);
    }

    /// <summary>Goes through all and deletes what is only at the destination, once the source was seen above its floor, now.</summary>
    /// <exception cref="EffectException">The source is below its floor.</exception>
    public static async Task MirrorAsync(
        StepContext context,
        Place<DirectoryAddress> from,
        Place<DirectoryAddress> to,
        RsyncWork work,
        Action<string>? progress,
        CancellationToken cancellation)
    {
        var (source, destination) = (context.At(from), context.At(to));
        FloorCheck.Refuse(from, source.Floor, await DirectoryTree.ReadAsync(source, null, work.Living, cancellation));
        await Rsync.RunAsync(context, source, destination, work, progress, cancellation);
    }

    /// <summary>Passes rsync's progress on, a line a second.</summary>
    public static Action<string> Progress(StepContext context)
    {
        var last = context.Time.GetTimestamp();
        return line =>
        {
            if (line.Length == 0 || context.Time.GetElapsedTime(last) < TimeSpan.FromSeconds(1))
                return;

            last = context.Time.GetTimestamp();
            context.Say(line.Trim());
        };
    }
}
