using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// On the way back: brings to the old side what the new side has since got. Nothing is deleted, and nothing newer is overwritten.
/// A new side below its floor, such as one whose file system has gone, would have nothing to bring: that is waited for.
/// </summary>
/// <param name="From">The new side.</param>
/// <param name="To">The old side.</param>
public sealed record CopyBack(Place<DirectoryAddress> From, Place<DirectoryAddress> To) : IEffect<FilesSeen>
{
    public string Verb => $"copy what is new in {From} back to {To}";

    public async ValueTask<Finding<FilesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (tree, difference) = await FileCopy.CompareAsync(context, From, To, living: false, extraAllowed: true, cancellation);
        if (FloorCheck.Below(From, context.At(From).Floor, tree) is { } below)
            return Finding.Unknown<FilesSeen>(below);
        var seen = new FilesSeen(tree.Files, tree.Bytes, difference.Total);
        return difference.Total == 0
            ? Finding.Done(seen, $"{To} has everything {From} has, or newer")
            : Finding.NotDone(seen, $"{To} lacks something of {From}, {difference}");
    }

    public async ValueTask DoAsync(StepContext context, FilesSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Rsync.RunAsync(
            context, context.At(From), context.At(To), new RsyncWork(["--update"], Living: false), FileCopy.Progress(context),
                cancellation);
    }
}
