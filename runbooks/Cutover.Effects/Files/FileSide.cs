using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>One of two directories that are compared, and what is known of its files from before.</summary>
internal sealed class FileSide
{
    private readonly Place<DirectoryAddress> _place;
    private readonly DirectoryAddress _address;
    private readonly ManifestSeen? _seen;
    private Manifest? _ahead;

    private FileSide(Place<DirectoryAddress> place, DirectoryAddress address, DirectoryTree tree, ManifestSeen? seen) =>
        (_place, _address, Tree, _seen) = (place, address, tree, seen);

    public DirectoryTree Tree { get; }

    /// <summary>What to say of a manifest that should be there and is not.</summary>
    public string Missed { get; private set; } = "";

    public static async Task<FileSide> ReadAsync(
        StepContext context,
        Place<DirectoryAddress> place,
        Step<ManifestSeen>? ahead,
        LeashLock? settles,
        CancellationToken cancellation)
    {
        var address = context.At(place);
        var tree = await DirectoryTree.ReadAsync(address, settles, living: false, cancellation);
        return new FileSide(place, address, tree, ahead is null ? null : context.Read(ahead));
    }

    /// <summary>Reads what was hashed ahead, where that is still what the step left.</summary>
    public async Task LoadAsync(CancellationToken cancellation)
    {
        if (_seen?.Path is not { } path)
            return;

        _ahead = await Manifest.LoadAsync(path, cancellation) is var (found, sha256) && sha256 == _seen.Sha256 ? found : null;
        Missed = _ahead is null ? $"; {path} is lost or damaged, so all of {_place} was hashed now" : "";
    }

    /// <summary>The hash of a file that has not changed since it was hashed ahead; null where it must be hashed.</summary>
    public string? AheadOf(string path, FileFacts now) => _ahead?.HashOf(path, now);

    public Task<Dictionary<string, string>> HashAsync(IReadOnlyCollection<string> paths, CancellationToken cancellation) =>
        FileHashes.ComputeAsync(_address, paths, cancellation);
}
