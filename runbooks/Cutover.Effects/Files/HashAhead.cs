using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Hashes a directory while it is still in use, so that inside the freeze only what changed since is hashed.</summary>
/// <param name="Directory">The directory.</param>
/// <param name="Before">The step that hashed it earlier: only what has changed since then is hashed. Absent to hash all of it.</param>
public sealed record HashAhead(Place<DirectoryAddress> Directory, Step<ManifestSeen>? Before = null) : IReversible<ManifestSeen>
{
    public string Verb => Before is null ? $"hash {Directory} ahead" : $"hash what has changed in {Directory} since it was hashed";

    public async ValueTask<Finding<ManifestSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = PathOf(context);
        return await Manifest.LoadAsync(path, cancellation) is var (manifest, sha256)
            ? Finding.Done(new ManifestSeen(path, sha256, manifest.Files), $"{path} holds the hashes of {manifest.Files} files of "
                + $"{Directory}")
            : Finding.NotDone(new ManifestSeen(null, null, 0), $"there is no sound manifest of {Directory} at {path}");
    }

    public async ValueTask DoAsync(StepContext context, ManifestSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);

        // What was copied a moment ago is too young to be trusted; a moment later it need not be hashed inside the freeze.
        await Task.Delay(Manifest.Settles, context.Time, cancellation);
        var known = Before is null ? null : context.ReadUnlessSkipped(Before)?.Path;
        var earlier = known is null ? null : await Manifest.LoadAsync(known, cancellation);
        var manifest = await Manifest.HashAsync(context.At(Directory), earlier?.Manifest, cancellation);
        await manifest.SaveAsync(PathOf(context), cancellation);
    }

    /// <summary>Removes the manifest, which nobody needs then.</summary>
    public ValueTask UndoAsync(StepContext context, ManifestSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        File.Delete(PathOf(context));
        return ValueTask.CompletedTask;
    }

    /// <summary>Only whether there is one matters.</summary>
    public bool IsUndone(ManifestSeen before, ManifestSeen now) => before?.Path is not null || now?.Path is null;

    private string PathOf(StepContext context) =>
        Manifest.PathFor(context.Run, Directory, context.At(Directory), Before is null ? "manifest" : "again.manifest");
}
