using System.Globalization;
using System.Text.RegularExpressions;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that the file system is fast enough for those who will read from it: a large directory is listed, and small files drawn from it
/// are read past the page cache, which for a while hides a volume that is slow. Where the file system refuses that, through it.
/// </summary>
/// <param name="Directory">The files.</param>
/// <param name="Below">A directory of many small files, as a path below.</param>
/// <param name="Read">The longest that 95 of 100 files may take.</param>
/// <param name="Listing">The longest that listing may take.</param>
public sealed partial record ReadsWithin(
    Place<DirectoryAddress> Directory, string Below, TimeSpan Read, TimeSpan Listing) : IProbe<ReadTimes>
{
    /// <summary>dd tells how long its reading took, without its own start.</summary>
    private const string Script =
        """
        cd -- "$1/$2" 2>/dev/null || exit 66
        export LC_ALL=C
        before=$EPOCHREALTIME
        names=$(find . -maxdepth 1 -type f | wc -l)
        after=$EPOCHREALTIME
        echo "$names names in $((${after/./} - ${before/./})) us"
        find . -maxdepth 1 -type f -print0 | shuf -z -n "$3" | while IFS= read -r -d '' file; do
          { dd if="$file" of=/dev/null bs=1M iflag=direct || dd if="$file" of=/dev/null bs=1M; } 2>&1 | grep copied | tail -n 1
        done
        """;

    private const int Sample = 200;
    private const double Share = 0.95;

    public string Verb => $"see that {Directory} is read fast enough";

    public async ValueTask<Finding<ReadTimes>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Directory);
        using var output = new MemoryStream();
        string[] command =
            ["bash", "-c", Script, "reads", DirectoryTree.Checked(address), Below, Sample.ToString(CultureInfo.InvariantCulture)];
        var result = await Leash.RunAsync(new Errand(address.Host, command) { Output = CliWrap.PipeTarget.ToStream(output) }, cancellation);
        if (result.ExitCode == 66)
            return Finding.Unknown<ReadTimes>($"{address.Path}/{Below} on {address.Host} is not a directory that can be entered");

        var said = System.Text.Encoding.UTF8.GetString(output.ToArray());
        var took = Took().Matches(said).Select(match => Number(match) * 1000).Order().ToList();
        if (result.ExitCode != 0 || Listed().Match(said) is not { Success: true } listed || took.Count == 0)
            return Finding.Unknown<ReadTimes>($"no file of {address.Path}/{Below} on {address.Host} could be read: {result.LastLine}");

        var slow = took[Math.Min(took.Count - 1, (int)(took.Count * Share))];
        var seen = new ReadTimes((int)Number(listed), double.Parse(listed.Groups["us"].Value, CultureInfo.InvariantCulture) / 1000,
            took.Count, slow);
        return Judge(seen);
    }

    private Finding<ReadTimes> Judge(ReadTimes seen)
    {
        var times = string.Create(CultureInfo.InvariantCulture,
            $"{seen.Names} names of {Directory} are listed in {seen.ListingMilliseconds:0} ms and 95 of 100 files read in "
            + $"{seen.ReadMilliseconds:0.##} ms");
        var most = string.Create(CultureInfo.InvariantCulture, $"{Listing.TotalMilliseconds:0} and {Read.TotalMilliseconds:0.##} ms");
        return seen.ReadMilliseconds <= Read.TotalMilliseconds && seen.ListingMilliseconds <= Listing.TotalMilliseconds
            ? Finding.Done(seen, times)
            : Finding.NotDone(seen, $"{times}; at most {most} are allowed: a faster volume is needed");
    }

    private static double Number(Match match) => double.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"copied, (?<n>[0-9.e+-]+) s", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Took();

    [GeneratedRegex("^(?<n>[0-9]+) names in (?<us>[0-9]+) us", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listed();
}
