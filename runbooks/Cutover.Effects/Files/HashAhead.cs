using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Hashes a directory while it is still in use, so that inside the freeze only what changed since is hashed.</summary>
public sealed record HashAhead(Place<DirectoryAddress> Directory) : IReversible<ManifestSeen>
{
    public string Verb => $"hash {Directory} ahead";

    public async ValueTask<Finding<ManifestSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = Manifest.PathFor(context.Run, Directory, context.At(Directory));
        return await Manifest.LoadAsync(path, cancellation) is var (manifest, sha256)
            ? Finding.Done(new ManifestSeen(path, sha256, manifest.Files), $"{path} holds the hashes of {manifest.Files} files of "
                + $"{Directory}")
            : Finding.NotDone(new ManifestSeen(null, null, 0), $"there is no sound manifest of {Directory} at {path}");
    }

    public async ValueTask DoAsync(StepContext context, ManifestSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Directory);

        // What was copied a moment ago is too young to be trusted; a moment later it need not be hashed inside the freeze.
        await Task.Delay(Manifest.Settles, context.Time, cancellation);
        var manifest = await Manifest.HashAsync(address, cancellation);
        await manifest.SaveAsync(Manifest.PathFor(context.Run, Directory, address), cancellation);
    }

    /// <summary>Removes the manifest, which nobody needs then.</summary>
    public ValueTask UndoAsync(StepContext context, ManifestSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        File.Delete(Manifest.PathFor(context.Run, Directory, context.At(Directory)));
        return ValueTask.CompletedTask;
    }

    /// <summary>Only whether there is one matters.</summary>
    public bool IsUndone(ManifestSeen before, ManifestSeen now) => before?.Path is not null || now?.Path is null;
}
