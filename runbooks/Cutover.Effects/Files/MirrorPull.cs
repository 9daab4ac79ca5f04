using System.Collections.Immutable;
using System.Text;
using CliWrap;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Pulls from an rsync daemon as a mirror does, or only asks what a pull would do.</summary>
internal static class MirrorPull
{
    private const string Deletes = "*deleting";

    /// <summary>rsync's exit code for files that vanished between the listing and the transfer: where people write, some do.</summary>
    private const int Vanished = 24;

    /// <summary>A mirror's look at 100,000 paths takes seconds of a core on a host that has just opened to its users.</summary>
    /// <remarks>A kernel that shares by session (sched(7), autogroup) would not listen to nice alone.</remarks>
    private static readonly string[] Politely =
        ["sh", "-c", "{ echo 10 >/proc/self/autogroup; } 2>/dev/null; exec nice -n 10 \"$@\"", "politely"];

    /// <summary>What mirrors commonly say: recursive, links, times, and away with what is not there any more.</summary>
    private static readonly string[] AsMirrors = ["rsync", "-rlt", "--delete"];

    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    /// <summary>What a pull of all modules would do.</summary>
    /// <param name="context">The step.</param>
    /// <param name="daemon">The daemon asked.</param>
    /// <param name="mirror">Where the mirror is.</param>
    /// <param name="behindItsPort">Whether the daemon is asked on its own machine, by its configuration, and no port is needed.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="EffectException">A module cannot be pulled.</exception>
    public static async Task<(MirrorSeen Seen, ImmutableArray<string> Deleted)> AskAsync(
        StepContext context, MirrorAddress daemon, string mirror, bool behindItsPort, CancellationToken cancellation)
    {
        var (change, deleted) = (0, ImmutableArray.CreateBuilder<string>());
        foreach (var module in daemon.Modules)
        {
            foreach (var line in (await RunAsync(context, daemon, mirror, module, behindItsPort, ["-n", "-i"], cancellation)).Split('\n'))
            {
                if (line.StartsWith(Deletes, StringComparison.Ordinal))
                    deleted.Add($"{module}/{line[Deletes.Length..].Trim()}");
                else if (line.Length > 0 && !line.StartsWith('.'))
                    change++;
            }
        }

        return (new MirrorSeen(change, deleted.Count), deleted.ToImmutable());
    }

    /// <summary>The modules whose mirror has no file; a pull that was cut off at once leaves directories.</summary>
    public static IReadOnlyList<string> Empty(MirrorAddress daemon)
    {
        return [.. daemon.Modules.Select(module => (Name: module, Mirror: Path.Combine(daemon.Mirror, module)))
            .Where(module => !Directory.Exists(module.Mirror) || !Directory.EnumerateFiles(module.Mirror, "*", Everything).Any())
            .Select(module => module.Name)];
    }

    /// <summary>How many files and directories a module's mirror has.</summary>
    public static int Paths(MirrorAddress daemon, string module) =>
        Directory.EnumerateFileSystemEntries(Path.Combine(daemon.Mirror, module), "*", Everything).Count();

    public static async Task PullAsync(StepContext context, MirrorAddress daemon, CancellationToken cancellation)
    {
        foreach (var module in daemon.Modules)
            await RunAsync(context, daemon, daemon.Mirror, module, behindItsPort: false, [], cancellation);
    }

    private static async Task<string> RunAsync(
        StepContext context, MirrorAddress daemon, string mirror, string module, bool behindItsPort, string[] more,
        CancellationToken cancellation)
    {
        if (module.Length == 0 || module.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.')))
            throw new EffectException($"'{module}' cannot be a module: letters, digits, dash, underscore and dot are allowed.");
        var home = Path.Combine(mirror, module) + "/";
        Directory.CreateDirectory(home);
        var (environment, source) = behindItsPort
            ? (new[] { "env", $"RSYNC_CONNECT_PROG={Program(daemon)}" }, $"rsync://localhost/{module}/")
            : ([], $"{daemon.Url.TrimEnd('/')}/{module}/");
        using var output = new MemoryStream();
        var looks = more.Length > 0;
        string[] command = [.. environment, .. looks ? Politely : [], .. AsMirrors, .. more, "--", source, home];
        var errand = new Errand(new HostAddress { LockDirectory = daemon.Host.LockDirectory }, command)
        {
            Lock = LeashLock.Of(context.Run, module),
            Looks = looks,
            Output = PipeTarget.ToStream(output),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        return result.ExitCode is 0 or Vanished
            ? Encoding.Latin1.GetString(output.ToArray())
            : throw new EffectException($"module {module} of {daemon.Url} cannot be pulled ({result.ExitCode}): {result.LastLine}.");
    }

    /// <summary>rsync speaks with this program as it would with a socket.</summary>
    private static string Program(MirrorAddress daemon)
    {
        var command = Ssh.Quoted([.. Politely, "rsync", "--daemon", $"--config={daemon.Configuration}"]);
        return daemon.Host.IsLocal
            ? command
            : $"ssh {string.Join(' ', Ssh.Options(daemon.Host))} -T -- {Ssh.Target(daemon.Host)} {Ssh.Quoted([command])}";
    }
}
