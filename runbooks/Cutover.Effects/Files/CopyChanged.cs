using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// One more pass over what has changed, while the writers are on their way out, so that nothing or little is left for the final delta. What
/// it did not see the final delta does.
/// </summary>
/// <inheritdoc cref="CopyFiles"/>
public sealed record CopyChanged(Place<DirectoryAddress> From, Place<DirectoryAddress> To) : IEffect<PassSeen>
{
    public string Verb => $"copy what has changed in {From} to {To} once more";

    public async ValueTask<Finding<PassSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Rsync.SettleAsync(context, context.At(From), context.At(To), cancellation);
        var note = Note(context);
        return File.Exists(note)
            ? Finding.Done(new PassSeen(true), $"a pass was made: {await File.ReadAllTextAsync(note, cancellation)}")
            : Finding.NotDone(new PassSeen(false), "this pass was not made yet");
    }

    public async ValueTask DoAsync(StepContext context, PassSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (from, to) = (context.At(From), context.At(To));
        var (tree, difference) = await FileCopy.CompareAsync(context, From, To, living: true, extraAllowed: false, cancellation);
        FloorCheck.Refuse(From, from.Floor, tree);
        if (difference.Total > 0)
            await FileCopy.CarryAsync(context, from, to, difference.Copyable(tree), living: true, cancellation);

        var note = Note(context);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        await File.WriteAllTextAsync(note, $"{difference.Total} of {tree.Files} paths", cancellation);
    }

    /// <summary>Beside the manifests. Losing it costs a pass.</summary>
    private string Note(StepContext context) => Manifest.PathFor(context.Run, From, context.At(From), $"{context.Run.Step}.pass");
}
