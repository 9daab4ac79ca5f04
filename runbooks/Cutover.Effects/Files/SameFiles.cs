using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A proof that two directories are the same: paths, types, modes, times, links and every byte, by SHA-256.</summary>
/// <param name="From">What should be.</param>
/// <param name="To">What must be the same.</param>
/// <param name="FromAhead">The step that hashed the first ahead; absent to hash all of it now.</param>
/// <param name="ToAhead">The step that hashed the second ahead; absent to hash all of it now.</param>
/// <remarks>
/// A file hashed ahead is believed while its size, times, inode and link count are what they were: a program can set a file's modification
/// time but not its change time. Damage below the file system shows only when everything is hashed again.
/// </remarks>
public sealed record SameFiles(
    Place<DirectoryAddress> From, Place<DirectoryAddress> To, Step<ManifestSeen>? FromAhead, Step<ManifestSeen>? ToAhead)
    : IProbe<ContentSeen>
{
    /// <summary>Whether the second may have more paths, and newer files, than the first.</summary>
    public bool ExtraAllowed { get; init; }

    public string Verb => ExtraAllowed ? $"prove that {To} has all of {From}" : $"prove that {To} is {From}";

    public async ValueTask<Finding<ContentSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var from = Side.ReadAsync(context, From, FromAhead, cancellation);
        var to = Side.ReadAsync(context, To, ToAhead, cancellation);
        await Task.WhenAll(from, to);
        var (one, other) = (await from, await to);
        var hashing = one.HashAsync(other.Tree, cancellation);
        var otherHashing = other.HashAsync(one.Tree, cancellation);
        await Task.WhenAll(hashing, otherHashing);
        var (hashes, otherHashes) = (await hashing, await otherHashing);

        var difference = TreeDifference.Between(one.Tree, other.Tree, ExtraAllowed, path => Contents(hashes, otherHashes, path));
        var seen = new ContentSeen(one.Tree.Files, one.Tree.Bytes, one.Hashed + other.Hashed, difference.Total);
        var how = $"{seen.Hashed} hashed now, the others ahead{one.Missed}{other.Missed}";
        return difference.Total == 0
            ? Finding.Done(seen, $"{To} has the {seen.Files} files and {seen.Bytes} bytes of {From}, {how}")
            : Finding.NotDone(seen, $"{To} is not {From}, {difference}");
    }

    private static string? Contents(Dictionary<string, string> hashes, Dictionary<string, string> others, string path)
    {
        if (!hashes.TryGetValue(path, out var one) || !others.TryGetValue(path, out var other))
            return $"could not be read at the {(hashes.ContainsKey(path) ? "destination" : "source")}";

        return string.Equals(one, other, StringComparison.Ordinal) ? null : $"has SHA-256 {other[..12]}…, not {one[..12]}…";
    }

    /// <summary>One of the two directories, and what is known of its files from before.</summary>
    private sealed class Side(DirectoryAddress address, DirectoryTree tree, Manifest? ahead, string missed)
    {
        public DirectoryTree Tree => tree;

        public int Hashed { get; private set; }

        /// <summary>What to say of a manifest that should be there and is not.</summary>
        public string Missed => missed;

        public static async Task<Side> ReadAsync(
            StepContext context, Place<DirectoryAddress> place, Step<ManifestSeen>? step, CancellationToken cancellation)
        {
            var address = context.At(place);
            var listing = DirectoryTree.ReadAsync(address, null, living: false, cancellation);
            var manifest = step is null ? null : context.Read(step);
            var loaded = manifest?.Path is null ? null : await Manifest.LoadAsync(manifest.Path, cancellation);
            var ahead = loaded is var (found, sha256) && sha256 == manifest?.Sha256 ? found : null;
            var missed = manifest?.Path is not null && ahead is null
                ? $"; {manifest.Path} is lost or damaged, so all of {place} was hashed now"
                : "";
            return new Side(address, await listing, ahead, missed);
        }

        /// <summary>The hash of every file that both sides have with the same size; another size is a difference already.</summary>
        public async Task<Dictionary<string, string>> HashAsync(DirectoryTree other, CancellationToken cancellation)
        {
            var known = new Dictionary<string, string>(tree.Files, StringComparer.Ordinal);
            var unknown = new List<string>();
            foreach (var (path, facts) in tree.Entries)
            {
                if (!facts.IsFile || !other.Entries.TryGetValue(path, out var theirs) || theirs.Size != facts.Size)
                    continue;

                if (ahead?.HashOf(path, facts) is { } hash)
                    known.Add(path, hash);
                else
                    unknown.Add(path);
            }

            Hashed = unknown.Count;
            foreach (var (path, hash) in await FileHashes.ComputeAsync(address, unknown, cancellation))
                known.Add(path, hash);

            return known;
        }
    }
}
