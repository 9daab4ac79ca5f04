using System.Globalization;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A check that a spool is drained: nothing waits in it for longer than new arrivals do.</summary>
/// <param name="Spool">The directory whose files wait.</param>
public sealed record SpoolDrained(Place<DirectoryAddress> Spool) : IProbe<WaitingSeen>
{
    /// <summary>How old a file may be.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);

    public string Verb => $"see that nothing waits in {Spool}";

    public async ValueTask<Finding<WaitingSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        // Not counted in a pipe: that would end as its last part does, and a look that failed would be an empty spool. What an importer
        // takes away meanwhile is no failure.
        const string Script = """
            cd -- "$1" 2>/dev/null || exit 66
            waiting=$(find . -ignore_readdir_race -type f ! -newermt "-$2 seconds" -printf x) || exit 65
            echo ${#waiting}
            """;
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Spool);
        var seconds = Patience.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        var errand = new Errand(address.Host, ["sh", "-c", Script, "spool", DirectoryTree.Checked(address), seconds]);
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode != 0 || !int.TryParse(result.Output, CultureInfo.InvariantCulture, out var waiting))
            return Finding.Unknown<WaitingSeen>($"{Spool}, {address.Path} on {address.Host}, could not be looked at: {result.LastLine}");

        var seen = new WaitingSeen(waiting);
        return waiting == 0
            ? Finding.Done(seen, $"nothing has waited in {Spool} for more than {seconds} s")
            : Finding.NotDone(seen, $"{waiting} messages have waited in {Spool} for more than {seconds} s; does its importer run?");
    }
}
