using System.Collections.Immutable;
using System.Globalization;
using CliWrap;

namespace Cutover.Effects;

/// <summary>The paths whose inodes have changed since a moment: made, written, renamed, or given other rights.</summary>
internal static class ChangedPaths
{
    /// <summary>A change is stamped with the tick before it, so a little of the past is looked at again.</summary>
    private const long Margin = DirectoryTree.Second / 2;

    /// <param name="directory">Where to look.</param>
    /// <param name="since">In nanoseconds since 1970, by the clock of the directory's host.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>When the look began, by that clock, and the paths below the directory.</returns>
    /// <exception cref="EffectException">It cannot be looked at.</exception>
    public static async Task<(long Listed, ImmutableArray<string> Paths)> ReadAsync(
        DirectoryAddress directory, long since, CancellationToken cancellation)
    {
        const string Script = """
            cd -- "$1" 2>/dev/null || exit 66
            since=$2
            shift 2
            date +%s%N
            LC_ALL=C exec find . -mindepth 1 "$@" -newerct "@$since" -printf '%P\0'
            """;
        var from = since - Margin;
        var moment = string.Create(CultureInfo.InvariantCulture, $"{from / DirectoryTree.Second}.{from % DirectoryTree.Second:000000000}");
        using var output = new MemoryStream();
        string[] script = ["sh", "-c", Script, "changed", DirectoryTree.Checked(directory), moment, .. RebuiltPaths.Pruned(directory)];
        var errand = new Errand(directory.Host, script)
        {
            Output = PipeTarget.ToStream(output),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        if (output.Length == 0)
            throw new EffectException(
                $"{directory.Path} on {directory.Host} could not be looked at ({result.ExitCode}): {result.LastLine}.");

        // Files that vanish meanwhile make find complain; they are nobody's loss here.
        return Parse(output.GetBuffer().AsSpan(0, (int)output.Length));
    }

    private static (long, ImmutableArray<string>) Parse(ReadOnlySpan<byte> text)
    {
        var line = text.IndexOf((byte)'\n');
        var fields = new NulFields(text[(line + 1)..]);
        var paths = ImmutableArray.CreateBuilder<string>();
        while (!fields.IsEmpty)
            paths.Add(fields.NextText());

        return (long.Parse(text[..line], CultureInfo.InvariantCulture), paths.ToImmutable());
    }
}
