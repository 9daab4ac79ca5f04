using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A proof that two directories are the same: paths, types, modes, times, links and every byte, by SHA-256.</summary>
/// <param name="From">What should be.</param>
/// <param name="To">What must be the same.</param>
/// <param name="FromAhead">The step that hashed the first ahead; absent to hash all of it now.</param>
/// <param name="ToAhead">The step that hashed the second ahead; absent to hash all of it now.</param>
/// <inheritdoc cref="FileProof"/>
public sealed record SameFiles(
    Place<DirectoryAddress> From, Place<DirectoryAddress> To, Step<ManifestSeen>? FromAhead, Step<ManifestSeen>? ToAhead)
    : IProbe<ContentSeen>
{
    /// <summary>
    /// Whether the second may have more paths, and newer files, than the first; which must then be above its floor, for anything has all of
    /// nothing.
    /// </summary>
    public bool ExtraAllowed { get; init; }

    public string Verb => ExtraAllowed ? $"prove that {To} has all of {From}" : $"prove that {To} is {From}";

    public async ValueTask<Finding<ContentSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var proof = await FileProof.ReadAsync(context, From, To, FromAhead, ToAhead, null, cancellation, ExtraAllowed);
        if (ExtraAllowed && FloorCheck.Below(From, context.At(From).Floor, proof.From.Tree) is { } below)
            return Finding.Unknown<ContentSeen>(below);
        await proof.CompareContentsAsync(cancellation);
        var (tree, difference) = (proof.From.Tree, proof.Difference);
        var seen = new ContentSeen(tree.Files, tree.Bytes, proof.Hashed, difference.Total);
        return difference.Total == 0
            ? Finding.Done(seen, $"{To} has the {seen.Files} files and {seen.Bytes} bytes of {From}, {proof.How}")
            : Finding.NotDone(seen, $"{To} is not {From}, {difference}");
    }
}
