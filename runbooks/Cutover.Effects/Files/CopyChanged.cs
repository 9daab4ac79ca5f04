using System.Collections.Immutable;
using System.Globalization;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// One more pass over what has changed, while the writers are there or on their way out, so that nothing or little is left for the final
/// delta. What it did not see, deletions above all, the final delta does.
/// </summary>
/// <param name="From">The source; refused where it is below its floor.</param>
/// <param name="To">The destination.</param>
/// <param name="Since">The pass before this one: only what has changed at the source since is looked for. Absent to compare all.</param>
public sealed record CopyChanged(Place<DirectoryAddress> From, Place<DirectoryAddress> To, Step<PassSeen>? Since) : IEffect<PassSeen>
{
    public string Verb => $"copy what has changed in {From} to {To} once more";

    public async ValueTask<Finding<PassSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await Rsync.SettleAsync(context, context.At(From), context.At(To), cancellation);
        var note = Note(context);
        return File.Exists(note) && long.TryParse(await File.ReadAllTextAsync(note, cancellation), CultureInfo.InvariantCulture, out var at)
            ? Finding.Done(new PassSeen(true, at), "this pass was made")
            : Finding.NotDone(new PassSeen(false, 0), "this pass was not made yet");
    }

    public async ValueTask DoAsync(StepContext context, PassSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (listed, paths, all) = Since is null ? await CompareAsync(context, cancellation) : await ChangedAsync(context, cancellation);
        context.Say($"{(all ? "all" : paths.Length)} paths are copied");
        if (all || paths.Length > 0)
        {
            await FileCopy.CarryAsync(context, From, To, paths, living: true, cancellation);

            // What is on disk by now, the proof inside the outage has not to wait for.
            await OnDisk.BringAsync(context.At(To), cancellation);
        }

        var note = Note(context);
        Directory.CreateDirectory(Path.GetDirectoryName(note)!);
        await File.WriteAllTextAsync(note, listed.ToString(CultureInfo.InvariantCulture), cancellation);
    }

    private async Task<(long Listed, ImmutableArray<string> Paths, bool All)> CompareAsync(
        StepContext context, CancellationToken cancellation)
    {
        var (tree, difference) = await FileCopy.CompareAsync(context, From, To, living: true, extraAllowed: false, cancellation);
        FloorCheck.Refuse(From, context.At(From).Floor, tree);
        var paths = difference.Copyable(tree);
        return (tree.Listed, paths, difference.Total > 0 && paths is []);
    }

    /// <summary>The pass before this one saw the source above its floor; that it is still there, its sentinel says.</summary>
    private async Task<(long Listed, ImmutableArray<string> Paths, bool All)> ChangedAsync(
        StepContext context, CancellationToken cancellation)
    {
        var from = context.At(From);
        if (from.Floor is null)
            throw new EffectException($"Nothing is copied with deletion: {From} has no floor in the estate's file.");

        var (listed, paths) = await ChangedPaths.ReadAsync(from, context.Read(Since!).Listed, cancellation);
        return (listed, paths, false);
    }

    /// <summary>Beside the manifests. Losing it costs a pass.</summary>
    private string Note(StepContext context) => Manifest.PathFor(context.Run, From, context.At(From), $"{context.Run.Step}.pass");
}
