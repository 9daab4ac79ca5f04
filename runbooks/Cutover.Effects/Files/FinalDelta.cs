using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>The last copy, while nobody writes: afterwards the destination is the source.</summary>
/// <inheritdoc cref="CopyFiles"/>
public sealed record FinalDelta(Place<DirectoryAddress> From, Place<DirectoryAddress> To) : IEffect<FilesSeen>
{
    public string Verb => $"copy what changed in {From} to {To}";

    public async ValueTask<Finding<FilesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (tree, difference) = await FileCopy.CompareAsync(context, From, To, living: false, extraAllowed: false, cancellation);
        var seen = new FilesSeen(tree.Files, tree.Bytes, difference.Total);
        return difference.Total == 0
            ? Finding.Done(seen, $"{To} lists as {From} does: {tree.Files} files, {tree.Bytes} bytes")
            : Finding.NotDone(seen, $"{To} is not {From}, {difference}");
    }

    public async ValueTask DoAsync(StepContext context, FilesSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var from = context.At(From);
        FloorCheck.Refuse(From, from.Floor, await DirectoryTree.ReadAsync(from, null, living: false, cancellation));
        await Rsync.RunAsync(context, from, context.At(To), ["--delete"], living: false, progress: null, cancellation);
    }
}
