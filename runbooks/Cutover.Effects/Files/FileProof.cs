using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Two directories side by side: first as they are listed, then byte by byte.</summary>
/// <remarks>
/// A file hashed ahead is believed while its size, times, inode and link count are what they were: a program can set a file's modification
/// time but not its change time. Damage below the file system shows only when everything is hashed again.
/// </remarks>
internal sealed class FileProof
{
    private FileProof(FileSide from, FileSide to, TreeDifference difference) => (From, To, Difference) = (from, to, difference);

    public FileSide From { get; }

    public FileSide To { get; }

    public TreeDifference Difference { get; }

    /// <summary>How many files were hashed now, on both sides together.</summary>
    public int Hashed { get; private set; }

    /// <summary>For people: what the proof rests on.</summary>
    public string How => $"{Hashed} hashed now, the others ahead{From.Missed}{To.Missed}";

    /// <summary>Lists both sides at once and compares the listings.</summary>
    public static async Task<FileProof> ReadAsync(
        StepContext context,
        Place<DirectoryAddress> from,
        Place<DirectoryAddress> to,
        Step<ManifestSeen>? fromAhead,
        Step<ManifestSeen>? toAhead,
        LeashLock? settles,
        CancellationToken cancellation,
        bool extraAllowed = false)
    {
        RebuiltPaths.Agree(context.At(from), context.At(to));
        var ours = FileSide.ReadAsync(context, from, fromAhead, settles, cancellation);
        var theirs = FileSide.ReadAsync(context, to, toAhead, null, cancellation);
        await Task.WhenAll(ours, theirs);
        var (one, other) = (await ours, await theirs);
        var difference = await Aside.RunAsync(() => TreeDifference.Between(one.Tree, other.Tree, extraAllowed), cancellation);
        return new FileProof(one, other, difference);
    }

    /// <summary>Adds to the difference what only the contents show. What is proved at the destination is on its disk then.</summary>
    public async Task CompareContentsAsync(CancellationToken cancellation)
    {
        var (unknown, pairs) = await Aside.RunAsync(Unproved, cancellation);
        Hashed = unknown.From.Count + unknown.To.Count;
        var hashing = From.HashAsync(unknown.From, cancellation);
        var otherHashing = To.HashAsync(unknown.To, cancellation);
        await Task.WhenAll(hashing, otherHashing, To.BringToDiskAsync(cancellation));
        var (hashes, otherHashes) = (await hashing, await otherHashing);
        foreach (var (path, hash, otherHash) in pairs)
        {
            if (Why(hash ?? hashes.GetValueOrDefault(path), otherHash ?? otherHashes.GetValueOrDefault(path)) is { } why)
                Difference.AddContent(path, why);
        }
    }

    /// <summary>Files that are the same by the listings and not by hashes made ahead; and which must be hashed now.</summary>
    private ((List<string> From, List<string> To) Unknown, List<(string Path, string? From, string? To)> Pairs) Unproved()
    {
        var unknown = (From: new List<string>(), To: new List<string>());
        var pairs = new List<(string Path, string? From, string? To)>();
        foreach (var (path, one) in From.Tree.Entries)
        {
            // Another size or type is a difference already, and so is a newer file where that is one.
            if (!one.IsFile || !To.Tree.Entries.TryGetValue(path, out var other) || !other.IsFile || other.Size != one.Size
                    || Difference.Names(path))
                continue;

            var (hash, otherHash) = (From.AheadOf(path, one), To.AheadOf(path, other));
            if (hash is not null && string.Equals(hash, otherHash, StringComparison.Ordinal))
                continue;
            if (hash is null)
                unknown.From.Add(path);
            if (otherHash is null)
                unknown.To.Add(path);
            pairs.Add((path, hash, otherHash));
        }

        return (unknown, pairs);
    }

    private static string? Why(string? one, string? other) =>
        one is null ? "could not be read at the source"
        : other is null ? "could not be read at the destination"
        : string.Equals(one, other, StringComparison.Ordinal) ? null
        : $"has SHA-256 {other[..12]}…, not {one[..12]}…";
}
