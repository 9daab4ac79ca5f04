using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Directories of shared files that a night carries across.</summary>
public static class Files
{
    /// <summary>A check that the directory holds at least what its floor says.</summary>
    public static FloorCheck Floor(Place<DirectoryAddress> directory) => new(directory);

    /// <summary>Copies while the source is in use; refused where the source is below its floor.</summary>
    public static CopyFiles Copy(Place<DirectoryAddress> from, Place<DirectoryAddress> to) => new(from, to);

    /// <summary>Copies what has changed since, while writers are on their way out; refused where the source is below its floor.</summary>
    public static CopyChanged CopyChanged(
        Place<DirectoryAddress> from, Place<DirectoryAddress> to, Step<PassSeen>? since = null) => new(from, to, since);

    /// <summary>
    /// Copies what is left, inside the freeze, and proves both equal, byte by byte: hashes only what was not hashed ahead or has changed
    /// since. Refused where the source is below its floor.
    /// </summary>
    public static FinalDelta FinalDelta(
        Place<DirectoryAddress> from,
        Place<DirectoryAddress> to,
        Step<ManifestSeen>? fromAhead = null,
        Step<ManifestSeen>? toAhead = null) =>
        new(from, to, fromAhead, toAhead);

    /// <summary>A check that what is new could be copied back.</summary>
    public static CanCopyBack CanCopyBack(Place<DirectoryAddress> from, Place<DirectoryAddress> to) => new(from, to);

    /// <summary>Copies back what is new, deleting nothing and overwriting nothing newer.</summary>
    public static CopyBack CopyBack(Place<DirectoryAddress> from, Place<DirectoryAddress> to) => new(from, to);

    /// <summary>Hashes before the freeze what will not change until then.</summary>
    public static HashAhead HashAhead(Place<DirectoryAddress> directory) => new(directory);

    /// <summary>Hashes shortly before the freeze what has changed since it was hashed.</summary>
    public static HashAhead HashAgain(Place<DirectoryAddress> directory, Step<ManifestSeen> before) => new(directory, before);

    /// <summary>Proves both equal, byte by byte; hashes only what was not hashed ahead or has changed since.</summary>
    public static SameFiles Same(
        Place<DirectoryAddress> from,
        Place<DirectoryAddress> to,
        Step<ManifestSeen>? fromAhead = null,
        Step<ManifestSeen>? toAhead = null) =>
        new(from, to, fromAhead, toAhead);

    /// <summary>Proves that the second has everything the first has, or newer; for the way back.</summary>
    public static SameFiles Contains(Place<DirectoryAddress> from, Place<DirectoryAddress> to) =>
        new(from, to, null, null) { ExtraAllowed = true };

    /// <summary>A check that a large directory is listed, and small files drawn from it are read, in time.</summary>
    public static ReadsWithin ReadsWithin(Place<DirectoryAddress> directory, string below, TimeSpan read, TimeSpan listing) =>
        new(directory, below, read, listing);

    /// <summary>A check that nothing waits in a spool any more.</summary>
    public static SpoolDrained Drained(Place<DirectoryAddress> spool) => new(spool);

    /// <summary>Nobody writes below it any more; by its mount where it is one, else by a look.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="budget">How long writers may be kept out.</param>
    public static FenceFiles Fence(Place<DirectoryAddress> directory, TimeSpan budget) => new(directory, budget);

    /// <summary>A check, days ahead, that writers can be kept out when it is time.</summary>
    public static CanFence CanFence(Place<DirectoryAddress> directory) => new(directory);

    /// <summary>For the way back: it can be written again.</summary>
    public static UnfenceFiles Unfence(Place<DirectoryAddress> directory) => new(directory);

    /// <summary>A check that nobody has a file below it open for writing.</summary>
    public static NoWriters NoWriters(Place<DirectoryAddress> directory) => new(directory);
}
