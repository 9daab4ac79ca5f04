namespace Cutover.Lab;

/// <summary>
/// What the old hosts' services share is a mount of its own, as there: it can be made read-only. Only root can have it so; where nothing
/// may be mounted at all, it stays a directory.
/// </summary>
internal sealed class LabMounts(LabEstate estate, LabUser user)
{
    private const int MountPointField = 4;

    /// <summary>Mounts each on itself, where it is not yet.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<string?> EnsureAsync(CancellationToken cancellation)
    {
        if (!user.IsOther)
            return null;
        foreach (var directory in new[] { estate.OldA, estate.OldArchive }.Except(Mounted(), StringComparer.Ordinal))
        {
            var (code, _, errors) = await Shell.TryAsync("mount", ["--bind", "--", directory, directory], cancellation);
            if (code != 0)
                return $"{directory} cannot be a mount here ({Shell.LastLines(errors)}): who writes there is looked at";
        }

        return null;
    }

    /// <summary>Takes away everything that is mounted in the lab, the last first.</summary>
    public async Task ReleaseAsync(CancellationToken cancellation)
    {
        if (!user.IsOther)
            return;
        foreach (var directory in Mounted().Reverse())
        {
            // Lazily, because somebody may be looking at it; nobody of the lab runs any more.
            var (code, _, errors) = await Shell.TryAsync("umount", ["--lazy", "--", directory], cancellation);
            if (code != 0)
                throw new LabException($"{directory} cannot be unmounted: {Shell.LastLines(errors)}; umount it by hand.");
        }
    }

    /// <summary>A lab's directory has no character that this file would have to escape.</summary>
    private string[] Mounted() =>
    [
        .. File.ReadLines("/proc/self/mountinfo").Select(line => line.Split(' ')[MountPointField])
            .Where(path => path.StartsWith(estate.Directory + "/", StringComparison.Ordinal)),
    ];
}
