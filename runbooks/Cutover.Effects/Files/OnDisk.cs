namespace Cutover.Effects;

/// <summary>
/// What was copied is in its host's memory first, and the kernel writes it to disk half a minute later: a host that crashed meanwhile would
/// come back without files that had been proved, and some of them empty.
/// </summary>
internal static class OnDisk
{
    /// <summary>Has a directory's file system write all of it to disk, and waits for that (syncfs(2); sync of coreutils 8.24).</summary>
    /// <exception cref="EffectException">It could not be written, or the directory cannot be entered.</exception>
    public static Task BringAsync(DirectoryAddress directory, CancellationToken cancellation) => Leash.RunToSuccessAsync(
        new Errand(directory.Host, ["sync", "--file-system", "--", DirectoryTree.Checked(directory)]) { Looks = true }, cancellation);
}
