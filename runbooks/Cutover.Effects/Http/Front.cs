using System.Text.RegularExpressions;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>One front and the services behind it.</summary>
internal sealed partial class Front
{
    /// <summary>The mode in the file is neither the one wanted nor one that may be replaced.</summary>
    private const int Refused = 65;

    /// <summary>
    /// Looks at every service first; then renames, which is one indivisible step for each. All on the front's own host.
    /// </summary>
    private const string Script = """
        directory=$1 may=$2 pairs=$3
        shift 3
        for pair in $pairs; do
          service=${pair%=*} want=${pair#*=}
          now=$(ls -A -- "$directory/$service") || exit 66
          case $now in '' | *[!a-z-]*) echo "$directory/$service must hold one file, named for the mode" >&2; exit 66 ;; esac
          [ "$now" = "$want" ] && continue
          case " $may " in *" $now "*) ;; *) echo "$service on it is $now"; exit 65 ;; esac
        done
        for pair in $pairs; do
          service=${pair%=*} want=${pair#*=}
          now=$(ls -A -- "$directory/$service") || exit 66
          [ "$now" = "$want" ] && continue
          mv -T -- "$directory/$service/$now" "$directory/$service/$want" && sync "$directory/$service" || exit 67
        done
        [ $# -eq 0 ] || exec "$@"
        """;

    private readonly Place<FrontAddress> _place;
    private readonly FrontAddress _address;

    public Front(StepContext context, Place<FrontAddress> place)
    {
        _place = place;
        _address = context.At(place);
    }

    public string Name => _place.Name;

    /// <summary>The mode it is in; null with the reason where it does not say, or says different ones.</summary>
    public Task<(TrafficMode? Mode, string Why)> AskAsync(string service, TimeProvider time, CancellationToken cancellation) =>
        ModeAsker.AskAsync(Name, service, UrlOf(service), _address.ConnectTo, time, cancellation);

    /// <summary>Puts the modes there and waits until the front says so.</summary>
    /// <param name="context">The step.</param>
    /// <param name="modes">The mode to set for each service.</param>
    /// <param name="ifNow">The modes that may be replaced; another is left alone.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EffectException">A service is in another mode, or the front could not be changed or does not follow.</exception>
    public async Task SetAsync(
        StepContext context, IReadOnlyList<(string Service, TrafficMode Mode)> modes, IEnumerable<TrafficMode> ifNow,
        CancellationToken cancellation)
    {
        var may = string.Join(' ', ifNow.Select(TrafficModes.Word));
        var pairs = string.Join(' ', modes.Select(pair => $"{Checked(pair.Service)}={pair.Mode.Word()}"));
        string[] command = ["sh", "-c", Script, "mode", _address.ModesDirectory.TrimEnd('/'), may, pairs, .. _address.Reload];
        var errand = new Errand(_address.Host, command) { Lock = LeashLock.Of(context.Run, Name) };
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode == Refused)
        {
            throw new EffectException(
                $"The mode on {Name} may be replaced only where it is {may.Replace(" ", " or ", StringComparison.Ordinal)}, and "
                    + $"{result.Output.Trim()}; somebody else changed it, look at it and decide.");
        }

        if (result.ExitCode != 0)
            throw new EffectException($"{pairs} could not be set in {_address.ModesDirectory} on {_address.Host} and made live "
                + $"({result.ExitCode}): {result.LastLine}.");

        await Task.WhenAll(modes.Select(pair => FollowAsync(context, pair.Service, pair.Mode, cancellation)));
    }

    /// <summary>Done when every answer over new connections was the mode for as long as old workers may answer beside new ones.</summary>
    private async Task FollowAsync(StepContext context, string service, TrafficMode mode, CancellationToken cancellation)
    {
        var patience = TimeSpan.FromSeconds(5) + _address.Overlap;
        var began = context.Time.GetTimestamp();
        long? since = null;
        while (true)
        {
            var asked = context.Time.GetTimestamp();
            var (now, why) = await AskAsync(service, context.Time, cancellation);
            since = now == mode ? since ?? asked : null;
            if (since is { } first && context.Time.GetElapsedTime(first) >= _address.Overlap)
                return;
            if (context.Time.GetElapsedTime(began) > patience)
                throw new EffectException($"{Name} was told to be {mode.Word()} for {service} and does not follow within "
                    + $"{patience.TotalSeconds:0} s: {why}.");

            await Task.Delay(TimeSpan.FromMilliseconds(5), context.Time, cancellation);
        }
    }

    private static string Checked(string service) => ServiceName().IsMatch(service)
        ? service
        : throw new EffectException($"'{service}' cannot be a service's name on a front: lower case letters, digits and dashes.");

    private Uri UrlOf(string service) =>
        _address.Services.TryGetValue(Checked(service), out var url) && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            ? parsed
            : throw new EffectException($"The estate gives the front '{_place}' no address that says the mode of {service}; add it to its "
                + "services.");

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ServiceName();
}
