using CliWrap;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Runs rsync between two directories, on the host of the source where it can.</summary>
internal static class Rsync
{
    /// <summary>Some source files vanished while they were copied.</summary>
    private const int Vanished = 24;

    /// <summary>
    /// Its standard input is the daemon's password, which comes to be in no argument, and then the paths that are copied. A source
    /// without its sentinel, such as one whose file system has just gone, must not have those paths deleted.
    /// </summary>
    private const string Script = """
        sentinel=$1
        shift
        IFS= read -r RSYNC_PASSWORD
        export RSYNC_PASSWORD
        [ -n "$sentinel" ] || exec "$@" </dev/null
        [ -f "$sentinel" ] || { echo "its sentinel $sentinel is gone; is its file system mounted?" >&2; exit 66; }
        base64 -d | "$@"
        """;

    /// <summary>Archive mode with hard links, ACLs and extended attributes.</summary>
    private static readonly string[] Always = ["-aHAX"];

    /// <summary>Where rsync itself runs: at the source, unless only this machine can reach the destination.</summary>
    public static HostAddress RunsOn(DirectoryAddress from, DirectoryAddress to) =>
        to.RsyncUrl is not null || from.Host.IsLocal || !to.Host.IsLocal ? from.Host : to.Host;

    /// <param name="context">The step.</param>
    /// <param name="from">The source.</param>
    /// <param name="to">The destination.</param>
    /// <param name="work">What to carry.</param>
    /// <param name="progress">Takes a line now and then; absent to run silently.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EffectException">It failed.</exception>
    public static async Task RunAsync(
        StepContext context, DirectoryAddress from, DirectoryAddress to, RsyncWork work, Action<string>? progress,
        CancellationToken cancellation)
    {
        var host = RunsOn(from, to);
        var password = to.RsyncSecretFile is null ? "" : await FirstLineAsync(to.RsyncSecretFile, cancellation);
        string[] info = progress is null ? [] : ["--info=progress2", "--no-inc-recursive"];
        string[] rsync =
        [
            "rsync", .. Always, .. RebuiltPaths.Excluded(from), .. work.Options, .. info, .. Transport(from, to), "--", Source(from, host),
            Destination(to, host),
        ];
        var sentinel = work.Paths is null ? "" : $"{DirectoryTree.Checked(from).TrimEnd('/')}/{work.Sentinel}";
        var errand = new Errand(host, ["sh", "-c", Script, "rsync", sentinel, .. rsync])
        {
            Input = $"{password}\n{work.Paths}",
            Lock = LeashLock.Of(context.Run),
            Output = progress is null ? null : PipeTarget.ToDelegate(progress),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode != 0 && !(work.Living && result.ExitCode == Vanished))
            throw new EffectException($"rsync from {from.Path} on {from.Host} to {to.RsyncUrl ?? to.Path} exited with {result.ExitCode}: "
                + $"{result.LastLine}.");
    }

    /// <summary>Ends what an earlier driver's rsync left running, where listing the source does not do that anyway.</summary>
    public static async Task<LeashLock?> SettleAsync(
        StepContext context, DirectoryAddress from, DirectoryAddress to, CancellationToken cancellation)
    {
        var host = RunsOn(from, to);
        var settles = LeashLock.Of(context.Run);
        if (host.IsSame(from.Host))
            return settles;

        await Leash.RunToSuccessAsync(new Errand(host, ["true"]) { Lock = settles, Looks = true }, cancellation);
        return null;
    }

    private static string Source(DirectoryAddress from, HostAddress host) =>
        from.Host.IsSame(host)
            ? $"{DirectoryTree.Checked(from).TrimEnd('/')}/"
            : $"{Ssh.Target(from.Host)}:{DirectoryTree.Checked(from).TrimEnd('/')}/";

    private static string Destination(DirectoryAddress to, HostAddress host)
    {
        if (to.RsyncUrl is { } url)
        {
            return url.StartsWith("rsync://", StringComparison.Ordinal)
                ? $"{url.TrimEnd('/')}/"
                : throw new EffectException($"The rsync address '{url}' must begin with rsync://; mend it in the estate's file.");
        }

        return to.Host.IsSame(host)
            ? $"{DirectoryTree.Checked(to).TrimEnd('/')}/"
            : $"{Ssh.Target(to.Host)}:{DirectoryTree.Checked(to).TrimEnd('/')}/";
    }

    private static string[] Transport(DirectoryAddress from, DirectoryAddress to)
    {
        if (from.Host.IsSame(to.Host) || to.RsyncUrl is not null)
            return [];
        if (!from.Host.IsLocal && !to.Host.IsLocal)
            throw new EffectException($"{from.Path} on {from.Host} cannot be copied to {to.Path} on {to.Host} through this machine; give "
                + "the destination an rsync address (rsyncUrl) that the source can reach.");

        var options = Ssh.Options(from.Host.IsLocal ? to.Host : from.Host);
        return options.Any(option => option.AsSpan().IndexOfAny("'\"\n") >= 0)
            ? throw new EffectException($"rsync cannot be given an ssh key or known-hosts file whose path holds a quote, as that of "
                + $"{from.Host} or {to.Host} does.")
            : ["-e", $"ssh {string.Join(' ', options.Select(option => $"'{option}'"))}"];
    }

    private static async Task<string> FirstLineAsync(string file, CancellationToken cancellation)
    {
        var lines = await File.ReadAllLinesAsync(file, cancellation);
        return lines.Length > 0 && lines[0].Length > 0
            ? lines[0]
            : throw new EffectException($"The rsync password file {file} is empty; its first line must be the password.");
    }
}
