using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// On the way back: the old side's directory can be written again, before files come home and before anybody serves there.
/// </summary>
/// <param name="Directory">The directory.</param>
public sealed record UnfenceFiles(Place<DirectoryAddress> Directory) : IEffect<FilesFenced>
{
    public string Verb => $"let {Directory} be written again";

    public async ValueTask<Finding<FilesFenced>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var isReadOnly = await FenceFiles.MountAsync(context, Directory, cancellation) is { IsReadOnly: true };
        var seen = new FilesFenced(isReadOnly, Writers: 0);
        return isReadOnly
            ? Finding.NotDone(seen, $"{Directory} is mounted read-only")
            : Finding.Done(seen, $"{Directory} can be written");
    }

    public async ValueTask DoAsync(StepContext context, FilesFenced before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        await RemountAsync(context, Directory, cancellation);
    }

    internal static async Task RemountAsync(StepContext context, Place<DirectoryAddress> directory, CancellationToken cancellation)
    {
        if (await FenceFiles.MountAsync(context, directory, cancellation) is not { } mount)
            return;

        var result = await FenceFiles.RemountAsync(context, directory, mount, "rw", cancellation);
        if (result.ExitCode != 0)
            throw new EffectException(
                $"{mount.Path} cannot be made writable again: {result.LastLine}; do it there as root, with mount -o remount,rw.");
    }
}
