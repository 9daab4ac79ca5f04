using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Copies a directory that is still in use; what remains is for the final delta. May be repeated.</summary>
/// <param name="From">The source; nothing is deleted at the destination unless it is above its floor.</param>
/// <param name="To">The destination, made equal to the source: what is only there goes.</param>
public sealed record CopyFiles(Place<DirectoryAddress> From, Place<DirectoryAddress> To) : IEffect<FilesSeen>
{
    /// <summary>How many paths may still differ for the copy to count as done, because the source lives.</summary>
    public int AtMostPending { get; init; } = 200;

    public string Verb => $"copy {From} to {To}";

    public async ValueTask<Finding<FilesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (tree, difference) = await FileCopy.CompareAsync(context, From, To, living: true, extraAllowed: false, cancellation);
        var seen = new FilesSeen(tree.Files, tree.Bytes, difference.Total);
        return difference.Total <= AtMostPending
            ? Finding.Done(seen, $"{To} has the {tree.Files} files of {From} but for {difference.Total} paths, at most {AtMostPending} "
                + "may be left for the final delta")
            : Finding.NotDone(seen, $"{To} is not {From}, {difference}");
    }

    public async ValueTask DoAsync(StepContext context, FilesSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var from = context.At(From);
        FloorCheck.Refuse(From, from.Floor, await DirectoryTree.ReadAsync(from, null, living: true, cancellation));
        await Rsync.RunAsync(context, from, context.At(To), ["--delete"], living: true, FileCopy.Progress(context), cancellation);
    }
}
