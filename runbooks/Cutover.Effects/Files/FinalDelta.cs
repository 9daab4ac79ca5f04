using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>The last copy, while nobody writes, and the proof of it: afterwards the destination is the source, byte by byte.</summary>
/// <param name="From">The source.</param>
/// <param name="To">The destination, made equal to the source: what is only there goes, unless the source is below its floor.</param>
/// <param name="FromAhead">The step that hashed the source ahead; absent to hash all of it.</param>
/// <param name="ToAhead">The step that hashed the destination ahead; absent to hash all of it.</param>
public sealed record FinalDelta(
    Place<DirectoryAddress> From, Place<DirectoryAddress> To, Step<ManifestSeen>? FromAhead, Step<ManifestSeen>? ToAhead)
    : IEffect<DeltaSeen>
{
    public string Verb => $"copy what changed in {From} to {To} and prove that both are the same";

    public async ValueTask<Finding<DeltaSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (from, to) = (context.At(From), context.At(To));
        var settles = await Rsync.SettleAsync(context, from, to, cancellation);
        var proof = await FileProof.ReadAsync(context, From, To, FromAhead, ToAhead, settles, cancellation);
        var (tree, difference) = (proof.From.Tree, proof.Difference);
        await proof.CompareContentsAsync(cancellation);

        var paths = FloorCheck.Below(From, from.Floor, tree) is null ? difference.Copyable(tree) : [];
        var seen = new DeltaSeen(tree.Files, tree.Bytes, proof.Hashed, difference.Total, paths);
        return difference.Total == 0
            ? Finding.Done(seen, $"{To} has the {tree.Files} files and {tree.Bytes} bytes of {From}, {proof.How}{RebuiltPaths.Said(from)}")
            : Finding.NotDone(seen, $"{To} is not {From}, {difference}");
    }

    public async ValueTask DoAsync(StepContext context, DeltaSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);

        // What a first attempt left may differ in content alone, which only reading all of it shows.
        if (context.Run.Attempt > 1)
        {
            await FileCopy.MirrorAsync(context, From, To, new RsyncWork(["--delete", "--checksum"], Living: false), null, cancellation);
            return;
        }

        await FileCopy.CarryAsync(context, From, To, before.Copy, living: false, cancellation);
        if (before.Copy.IsEmpty)
            await CarryContentsAsync(context, cancellation);
    }

    /// <summary>
    /// Going through all goes by sizes and times: a file that was written again within the second in which it had been copied is not seen.
    /// </summary>
    private async Task CarryContentsAsync(StepContext context, CancellationToken cancellation)
    {
        var proof = await FileProof.ReadAsync(context, From, To, FromAhead, ToAhead, settles: null, cancellation);
        await proof.CompareContentsAsync(cancellation);
        if (proof.Difference.Copyable(proof.From.Tree) is [_, ..] left)
            await FileCopy.CarryAsync(context, From, To, left, living: false, cancellation);
    }
}
