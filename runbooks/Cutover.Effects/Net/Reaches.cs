using System.Globalization;
using System.Text.RegularExpressions;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check, made on the host itself, that it reaches those it depends on: its address is on their lists, and their names mean something
/// there. A URL must be answered, with anything but a refusal of whoever asks (403, 407) or a failure (5xx).
/// </summary>
/// <param name="From">The host, and whom it must reach.</param>
public sealed partial record Reaches(Place<ReachAddress> From) : IProbe<ReachSeen>
{
    /// <summary>All at once, each with its own patience; one line for each: how it ended, and the target.</summary>
    private const string Script =
        """
        patience=$1; shift
        for target; do
          {
            case $target in
              http://*|https://*)
                said=$(curl --silent --show-error --max-time "$patience" --output /dev/null --write-out '%{http_code}' -- "$target" 2>&1)
                ended=$? ;;
              *)
                said=$(timeout "$patience" bash -c 'exec 3<>"/dev/tcp/$1/$2"' reach "${target%:*}" "${target##*:}" 2>&1)
                ended=$?
                [ $ended = 124 ] && said="no answer within $patience s" ;;
            esac
            printf '%s\t%s\t%s\n' "$target" "$ended" "$(printf %s "$said" | head -n 1 | tr '\t' ' ')"
          } &
        done
        wait
        """;

    private const int Named = 5;
    private const int FirstFailure = 500;

    /// <summary>How long each may take, in seconds.</summary>
    public int PatienceSeconds { get; init; } = 5;

    public string Verb => $"see that {From} reaches its partners";

    public async ValueTask<Finding<ReachSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(From);
        if (address.Targets.Count == 0)
            return Finding.Unknown<ReachSeen>($"the estate gives {From} no targets, which proves nothing; name its partners");
        if (address.Targets.FirstOrDefault(target => !Written().IsMatch(target)) is { } wrong)
            return Finding.Unknown<ReachSeen>($"'{wrong}' of {From} is no target; write host:port, or a URL");

        using var output = new MemoryStream();
        string[] command = ["bash", "-c", Script, "reach", PatienceSeconds.ToString(CultureInfo.InvariantCulture), .. address.Targets];
        var errand = new Errand(address.Host, command) { Output = CliWrap.PipeTarget.ToStream(output) };
        await Leash.RunToSuccessAsync(errand, cancellation);
        var ended = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t')).Where(fields => fields.Length == 3).ToDictionary(fields => fields[0], StringComparer.Ordinal);
        var refused = address.Targets.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(target => Refusal(target, ended.GetValueOrDefault(target))).OfType<string>().ToList();
        var seen = new ReachSeen(address.Targets.Count, refused.Count);
        return refused.Count == 0
            ? Finding.Done(seen, $"{address.Host} reaches {seen.Targets} partners")
            : Finding.NotDone(seen, $"{address.Host} does not reach {refused.Count} of {seen.Targets} partners: "
                + string.Join("; ", refused.Take(Named)) + "; is its address on their list?");
    }

    private static string? Refusal(string target, string[]? ended)
    {
        if (ended is not [_, var code, var said])
            return $"{target} (nothing was heard of it)";
        if (code != "0")
            return $"{target} ({(said.Length > 0 ? said : $"it ended with {code}")})";
        var answered = int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var status);
        return answered && status is 403 or 407 or >= FirstFailure ? $"{target} (answered {status})" : null;
    }

    [GeneratedRegex(@"^(?:https?://[^\s\t]+|(?!-)[A-Za-z0-9._:\[\]-]+:[0-9]{1,5})$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();
}
