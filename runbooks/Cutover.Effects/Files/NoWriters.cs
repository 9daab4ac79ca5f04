using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that no process has a file of the directory open for writing, or mapped so that it can be written.</summary>
/// <remarks>
/// It sees the processes of its own host and mount namespace, and all of them only as root. Writers on other hosts that share the file
/// system are found by the same check on those hosts.
/// </remarks>
public sealed record NoWriters(Place<DirectoryAddress> Directory) : IProbe<WritersSeen>
{
    private const int Named = 10;

    /// <summary>The permission bits of a link in /proc/PID/fd are how the file is open: w for writing.</summary>
    private const string Script = """
        cd -- "$1" 2>/dev/null || exit 66
        [ "$(id -u)" = 0 ] || exit 77
        here=$(pwd -P)
        printf '%s\0' "$here"
        find /proc/[0-9]*/fd -maxdepth 1 -type l -perm -200 -printf '%p\0%l\0' 2>/dev/null
        grep -sH '^[^ ]* .w.s [^/]*/' /proc/[0-9]*/maps 2>/dev/null | sed 's,:[^/]* /,\x00/,' | tr '\n' '\0'
        exit 0
        """;

    public string Verb => $"see that nobody writes below {Directory}";

    public async ValueTask<Finding<WritersSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Directory);
        using var output = new MemoryStream();
        var errand = new Errand(
            address.Host, ["sh", "-c", Script, "writers", DirectoryTree.Checked(address)]) { Output = CliWrap.PipeTarget.ToStream(output) };
        var result = await Leash.RunAsync(errand, cancellation);
        return result.ExitCode switch
        {
            0 => Judge(System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\0')),
            66 => Finding.Unknown<WritersSeen>($"{address.Path} on {address.Host} is not a directory that can be entered"),
            77 =>
                Finding.Unknown<WritersSeen>($"only root sees every process on {address.Host}; let Cutover run commands there as root "
                    + "for this check"),
            var code => Finding.Unknown<WritersSeen>($"the processes of {address.Host} could not be listed ({code}): {result.LastLine}"),
        };
    }

    private Finding<WritersSeen> Judge(string[] fields)
    {
        var below = fields[0].TrimEnd('/') + "/";
        var writers = fields.Skip(1).Chunk(2)
            .Where(
                pair =>
                    pair.Length == 2 && pair[1].StartsWith(below, StringComparison.Ordinal)
                        && !pair[1].EndsWith(" (deleted)", StringComparison.Ordinal))
            .Select(pair => $"process {pair[0].Split('/')[2]} on {pair[1]}")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var seen = new WritersSeen(writers.Count);
        return writers.Count == 0
            ? Finding.Done(seen, $"nobody has a file below {Directory} open for writing")
            : Finding.NotDone(seen, $"{writers.Count} can still write below {Directory}: {string.Join("; ", writers.Take(Named))}; stop "
                + "them first");
    }
}
