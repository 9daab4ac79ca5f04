using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Copies a directory that is still in use; what remains is for the final delta. May be repeated.</summary>
/// <param name="From">The source; nothing is deleted at the destination unless it is above its floor.</param>
/// <param name="To">The destination, made equal to the source: what is only there goes.</param>
public sealed record CopyFiles(Place<DirectoryAddress> From, Place<DirectoryAddress> To) : IEffect<FilesSeen>
{
    private const int Passes = 5;
    private const int AlwaysPending = 100;
    private const int OneIn = 50;

    /// <summary>
    /// How many paths may still differ for the copy to count as done, because the source lives: one in fifty, or a hundred where that is
    /// more, so that it can be reached while people write; of a small directory no more than half, or it would be done before it began.
    /// </summary>
    public int AtMostPending { get; init; } = 1_000;

    public string Verb => $"copy {From} to {To}";

    public async ValueTask<Finding<FilesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        var (tree, difference) = await FileCopy.CompareAsync(context, From, To, living: true, extraAllowed: false, cancellation);
        var seen = new FilesSeen(tree.Files, tree.Bytes, difference.Total);
        var limit = Limit(tree);
        return difference.Total <= limit
            ? Finding.Done(seen, $"{To} has the {tree.Files} files of {From} but for {difference.Total} paths, at most {limit} "
                + "may be left for the final delta")
            : Finding.NotDone(seen, $"{To} is not {From}, {difference}");
    }

    /// <summary>Each pass has less to copy than the one before it, unless more is written than can be copied.</summary>
    public async ValueTask DoAsync(StepContext context, FilesSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var last = int.MaxValue;
        for (var pass = 1; pass <= Passes; pass++)
        {
            await FileCopy.MirrorAsync(
                context, From, To, new RsyncWork(["--delete"], Living: true), FileCopy.Progress(context), cancellation);
            var (tree, left) = await FileCopy.CompareAsync(context, From, To, living: true, extraAllowed: false, cancellation);

            // Well below the limit, because more changes until the next look; or as near as this machine gets.
            var limit = Limit(tree);
            if (left.Total <= limit / 4 || (left.Total <= limit && left.Total >= last))
                return;

            context.Say($"{last = left.Total} paths changed during pass {pass}");
        }
    }

    private int Limit(DirectoryTree tree) =>
        Math.Min(Math.Min(AtMostPending, tree.Files / 2), Math.Max(AlwaysPending, tree.Files / OneIn));
}
