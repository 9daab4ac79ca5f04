using System.Text;
using System.Text.RegularExpressions;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>One front and one service on it.</summary>
internal sealed partial class Front
{
    /// <summary>How often it is asked, each time over a new connection, because old and new workers may answer side by side.</summary>
    private const int Asks = 6;

    /// <summary>The mode in the file is neither the one wanted nor one that may be replaced.</summary>
    private const int Refused = 65;

    /// <summary>
    /// Compares, writes a new file beside the old one, makes it durable, renames, and reloads. All on the front's own host.
    /// </summary>
    private const string Script = """
        file=$1 mode=$2 may=$3
        shift 3
        read -r set name now 2>/dev/null <"$file" || { echo "cannot read $file" >&2; exit 66; }
        now=${now%;}
        if [ "$now" != "$mode" ]; then
          case " $may " in *" $now "*) ;; *) echo "$now"; exit 65 ;; esac
          new=$file.cutover-new
          # The copy has the owner and the mode that the front's own user can read.
          cp -p -- "$file" "$new" && printf 'set $cutover_mode %s;\n' "$mode" >"$new" && sync "$new" && mv -f -- "$new" "$file" && sync "${file%/*}" || exit 67
        fi
        exec "$@"
        """;

    private readonly Place<FrontAddress> _place;
    private readonly FrontAddress _address;
    private readonly string _service;
    private readonly Uri _url;

    public Front(StepContext context, Place<FrontAddress> place, string service)
    {
        _place = place;
        _address = context.At(place);
        _service = ServiceName().IsMatch(service)
            ? service
            : throw new EffectException($"'{service}' cannot be a service's name on a front: lower case letters, digits and dashes.");
        _url = _address.Services.TryGetValue(service, out var url) && Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            ? parsed
            : throw new EffectException($"The estate gives the front '{place}' no address that says the mode of {service}; add it to its "
                + "services.");
    }

    public string Name => _place.Name;

    /// <summary>The mode it is in; null with the reason where it does not say, or says different ones.</summary>
    public async Task<(TrafficMode? Mode, string Why)> AskAsync(TimeProvider time, CancellationToken cancellation)
    {
        using var asker = new HttpAsker(new SiteAddress { Url = _url.GetLeftPart(UriPartial.Authority), ConnectTo = _address.ConnectTo });
        try
        {
            var asked = Enumerable.Range(0, Asks)
                .Select(_ => asker.AskAsync("GET", _url.PathAndQuery, [], 1024, TimeSpan.FromSeconds(2), time, cancellation));
            var words = (await Task.WhenAll(asked))
                .Select(answer => answer.Status == 200 ? Encoding.UTF8.GetString(answer.Body).Trim() : $"status {answer.Status}")
                .Distinct(StringComparer.Ordinal)
                .ToList();
            return (words.Count == 1 ? TrafficModes.Parse(words[0]) : null, $"{Name} says {string.Join(" and ", words)}");
        }
        catch (EffectException failure)
        {
            return (null, $"{Name} does not say: {failure.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Puts the mode there and waits until the front says so.</summary>
    /// <param name="context">The step.</param>
    /// <param name="mode">The mode to set.</param>
    /// <param name="ifNow">The modes it may replace; another is left alone.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EffectException">The front is in another mode, could not be changed or does not follow.</exception>
    public async Task SetAsync(StepContext context, TrafficMode mode, IEnumerable<TrafficMode> ifNow, CancellationToken cancellation)
    {
        var file = $"{_address.ModesDirectory.TrimEnd('/')}/{_service}.conf";
        var may = string.Join(' ', ifNow.Select(TrafficModes.Word));
        var errand = new Errand(_address.Host, ["sh", "-c", Script, "mode", file, mode.Word(), may, .. _address.Reload])
        {
            Lock = LeashLock.Of(context.Run, Name),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode == Refused)
        {
            throw new EffectException(
                $"The mode of {_service} on {Name} is {result.Output.Trim()}, to be replaced only where it is "
                    + $"{may.Replace(" ", " or ", StringComparison.Ordinal)}; somebody else changed it, look at it and decide.");
        }

        if (result.ExitCode != 0)
            throw new EffectException($"{file} on {_address.Host} could not be set to {mode.Word()} and made live ({result.ExitCode}): "
                + $"{result.LastLine}.");

        await FollowAsync(context, mode, cancellation);
    }

    /// <summary>Done when every answer over new connections was the mode for as long as old workers may answer beside new ones.</summary>
    private async Task FollowAsync(StepContext context, TrafficMode mode, CancellationToken cancellation)
    {
        var patience = TimeSpan.FromSeconds(5) + _address.Overlap;
        var began = context.Time.GetTimestamp();
        long? since = null;
        while (true)
        {
            var asked = context.Time.GetTimestamp();
            var (now, why) = await AskAsync(context.Time, cancellation);
            since = now == mode ? since ?? asked : null;
            if (since is { } first && context.Time.GetElapsedTime(first) >= _address.Overlap)
                return;
            if (context.Time.GetElapsedTime(began) > patience)
                throw new EffectException($"{Name} was told to be {mode.Word()} for {_service} and does not follow within "
                    + $"{patience.TotalSeconds:0} s: {why}.");

            await Task.Delay(TimeSpan.FromMilliseconds(5), context.Time, cancellation);
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ServiceName();
}
