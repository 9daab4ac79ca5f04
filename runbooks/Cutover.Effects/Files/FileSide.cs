using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>One of two directories that are compared, and what is known of its files from before.</summary>
internal sealed class FileSide
{
    private readonly DirectoryAddress _address;
    private readonly Manifest? _ahead;

    private FileSide(DirectoryAddress address, DirectoryTree tree, Manifest? ahead, string missed) =>
        (_address, Tree, _ahead, Missed) = (address, tree, ahead, missed);

    public DirectoryTree Tree { get; }

    /// <summary>What to say of a manifest that should be there and is not.</summary>
    public string Missed { get; }

    public static async Task<FileSide> ReadAsync(
        StepContext context,
        Place<DirectoryAddress> place,
        Step<ManifestSeen>? ahead,
        LeashLock? settles,
        CancellationToken cancellation)
    {
        var address = context.At(place);
        var seen = ahead is null ? null : context.ReadUnlessSkipped(ahead);
        var listing = DirectoryTree.ReadAsync(address, settles, living: false, cancellation);

        // While the host lists, this machine reads what was hashed ahead.
        var loading = LoadAsync(seen, cancellation);
        await Task.WhenAll(listing, loading);
        var missed = seen?.Path is { } lost && await loading is null
            ? $"; {lost} is lost or damaged, so all of {place} was hashed now" : "";
        return new FileSide(address, await listing, await loading, missed);
    }

    /// <summary>The hash of a file that has not changed since it was hashed ahead; null where it must be hashed.</summary>
    public string? AheadOf(string path, FileFacts now) => _ahead?.HashOf(path, now);

    public Task<Dictionary<string, string>> HashAsync(IReadOnlyCollection<string> paths, CancellationToken cancellation) =>
        FileHashes.ComputeAsync(_address, paths, cancellation);

    public Task BringToDiskAsync(CancellationToken cancellation) => OnDisk.BringAsync(_address, cancellation);

    /// <summary>What was hashed ahead, where that is still what the step left.</summary>
    private static async Task<Manifest?> LoadAsync(ManifestSeen? seen, CancellationToken cancellation) =>
        seen?.Path is { } path && await Manifest.LoadAsync(path, cancellation) is var (found, sha256) && sha256 == seen.Sha256
            ? found : null;
}
