using CliWrap;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Nobody writes below a directory any more. Where it is a mount of its own, the kernel sees to that: it is made read-only, which is
/// refused while anybody has a file open for writing. Elsewhere it can only be looked whether anybody has one open.
/// </summary>
/// <remarks>
/// Of a whole file system every mount is made read-only, those in other places among them; of a directory that is mounted on itself only
/// that mount. It needs root on that host, as the look does. Other hosts that have the file system from elsewhere are fenced there.
/// </remarks>
/// <param name="Directory">The directory.</param>
/// <param name="Budget">How long writers may be kept out.</param>
public sealed record FenceFiles(Place<DirectoryAddress> Directory, TimeSpan Budget) : IReversible<FilesFenced>, IFence
{
    private const string Look = """
        cd -- "$1" 2>/dev/null || exit 66
        printf '%s\0' "$(pwd -P)"
        cat /proc/self/mountinfo
        """;

    public string Verb => $"let nobody write below {Directory}";

    public async ValueTask<Finding<FilesFenced>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await MountAsync(context, Directory, cancellation) is { } mount)
            return mount.IsReadOnly
                ? Finding.Done(new FilesFenced(IsReadOnly: true, Writers: 0), $"{Directory} is mounted read-only")
                : Finding.NotDone(new FilesFenced(IsReadOnly: false, Writers: 0), $"{Directory} is a mount that can be written");

        var writers = await new NoWriters(Directory).ProbeAsync(context, cancellation);
        return new Finding<FilesFenced>(
            writers.Verdict, writers.Value is { } seen ? new FilesFenced(IsReadOnly: false, seen.Open) : null, writers.Why);
    }

    /// <summary>Where it is no mount, there is nothing to do but to wait until nobody writes.</summary>
    /// <exception cref="EffectException">Somebody has a file open for writing; the message names who.</exception>
    public async ValueTask DoAsync(StepContext context, FilesFenced before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (await MountAsync(context, Directory, cancellation) is not { } mount)
            return;

        var result = await RemountAsync(context, Directory, mount, "ro", cancellation);
        if (result.ExitCode == 0)
            return;

        var writers = await new NoWriters(Directory).ProbeAsync(context, cancellation);
        throw new EffectException($"{context.At(Directory).Path} cannot be made read-only: {result.LastLine}; {writers.Why}");
    }

    public async ValueTask UndoAsync(StepContext context, FilesFenced before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (before is { IsReadOnly: false })
            await UnfenceFiles.RemountAsync(context, Directory, cancellation);
    }

    /// <summary>Who has files open changes by itself.</summary>
    public bool IsUndone(FilesFenced before, FilesFenced now) => before?.IsReadOnly == now?.IsReadOnly;

    /// <summary>What is mounted there; null where it is a directory like any other.</summary>
    /// <exception cref="EffectException">It cannot be entered.</exception>
    internal static async Task<MountPoint?> MountAsync(
        StepContext context, Place<DirectoryAddress> directory, CancellationToken cancellation)
    {
        var address = context.At(directory);
        using var output = new MemoryStream();
        var errand = new Errand(address.Host, ["sh", "-c", Look, "mount", DirectoryTree.Checked(address)])
        {
            Output = PipeTarget.ToStream(output),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode != 0)
            throw new EffectException($"{address.Path} on {address.Host} is not a directory that can be entered.");

        var seen = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\0', 2);
        return MountPoint.At(seen[0], seen[^1]);
    }

    internal static Task<ErrandResult> RemountAsync(
        StepContext context, Place<DirectoryAddress> directory, MountPoint mount, string mode, CancellationToken cancellation)
    {
        var options = mount.IsWhole ? $"remount,{mode}" : $"remount,bind,{mode}";
        return Leash.RunAsync(new Errand(context.At(directory).Host, ["mount", "-o", options, mount.Path]), cancellation);
    }
}
