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
        var settles = await Rsync.SettleAsync(context, source, destination, cancellation);
        var ours = DirectoryTree.ReadAsync(source, settles, living, cancellation);
        var theirs = DirectoryTree.ReadAsync(destination, null, living, cancellation);
        await Task.WhenAll(ours, theirs);
        return (await ours, TreeDifference.Between(await ours, await theirs, extraAllowed));
    }

    /// <summary>Copies what differs: path by path where the paths are known and the source is seen to be there, else going through all.</summary>
    public static Task CarryAsync(
        StepContext context, DirectoryAddress from, DirectoryAddress to, ImmutableArray<string> paths, bool living,
        CancellationToken cancellation)
    {
        var named = paths is [_, ..] && from.Floor is not null && Rsync.RunsOn(from, to).IsSame(from.Host);
        var work = named ? RsyncWork.Named(paths, from.Floor!.Sentinel, living) : new RsyncWork(["--delete"], living);
        return Rsync.RunAsync(context, from, to, work, progress: null, cancellation);
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
