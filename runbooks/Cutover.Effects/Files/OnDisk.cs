namespace Cutover.Effects;

/// <summary>
/// What was copied is in its host's memory first, and the kernel writes it to disk half a minute later: a host that crashed meanwhile would
/// come back without files that had been proved, and some of them empty.
/// </summary>
internal static class OnDisk
{
    /// <summary>An old host's sync (coreutils before 8.24) knows all of the machine's file systems only, and tells of no error.</summary>
    private const string Script = """
        if sync --help 2>&1 | grep -q -e --file-system; then exec sync --file-system -- "$1"; fi
        exec sync
        """;

    /// <summary>Has a directory's file system write all of it to disk, and waits for that (syncfs(2)).</summary>
    /// <remarks>
    /// That something could not be written Linux tells once, and before 5.8 not at all. File systems that are mounted below are not
    /// brought to disk where sync knows --file-system.
    /// </remarks>
    /// <exception cref="EffectException">It could not be written, or the directory cannot be entered.</exception>
    public static Task BringAsync(DirectoryAddress directory, CancellationToken cancellation) => Leash.RunToSuccessAsync(
        new Errand(directory.Host, ["sh", "-c", Script, "sync", DirectoryTree.Checked(directory)]) { Looks = true }, cancellation);
}
