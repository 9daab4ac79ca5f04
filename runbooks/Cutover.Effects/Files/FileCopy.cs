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
