using System.Text.Json;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that the alias pull may run: what the application offers is about as much as the mail host has, and what must be there is. The
/// pull itself believes anything: one empty answer, and every alias bounces (https://github.com/ietf-tools/datatracker/issues/6214).
/// </summary>
/// <param name="Source">The application and the mail host.</param>
/// <param name="FloorPercent">How much of what is in use must be offered.</param>
public sealed record AliasesPlausible(Place<AliasSourceAddress> Source, int FloorPercent) : IProbe<AliasesSeen>
{
    private const int LargestAnswer = 64 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Verb => $"see that {Source} offers the aliases that are in use";

    public async ValueTask<Finding<AliasesSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Source);
        var server = new PostfixServer(context, at.Server);
        var inUse = (await server.TextAsync(at.Map, cancellation)).Split('\n').Count(line => line.Contains('@', StringComparison.Ordinal));
        var offered = await OfferedAsync(context, at, cancellation);
        var seen = new AliasesSeen(offered, inUse);
        if (inUse == 0)
            return Finding.NotDone(seen, $"the alias map {at.Map} of {at.Server} is empty already: every alias bounces; put the last "
                + "good one back");

        foreach (var known in at.Known)
        {
            if (await server.LookUpAsync($"{at.MapType}:{at.Map}", known, cancellation) is null)
                return Finding.NotDone(seen, $"the alias map {at.Map} of {at.Server} does not know {known}; put the last good one back");
        }

        return offered * 100L >= inUse * (long)FloorPercent
            ? Finding.Done(seen, $"{Source} offers {offered} aliases, and {inUse} are in use")
            : Finding.NotDone(seen, $"{Source} offers {offered} aliases where {inUse} are in use: the pull would make the others bounce, "
                + $"so it stays off below {FloorPercent} %");
    }

    private static async Task<int> OfferedAsync(StepContext context, AliasSourceAddress at, CancellationToken cancellation)
    {
        using var asker = new HttpAsker(at.Site);
        List<KeyValuePair<string, string>> headers = [];
        if (at.Site.SecretHeaderFiles.TryGetValue(at.KeyHeader, out var file))
            headers.Add(KeyValuePair.Create(at.KeyHeader, (await File.ReadAllTextAsync(file, cancellation)).Trim()));
        var answer = await asker.AskAsync("GET", at.Path, headers, LargestAnswer, Patience, context.Time, cancellation);
        if (answer.Status != 200)
            throw new EffectException($"GET {asker.Address(at.Path)}{asker.At} answered {answer.Status} where 200 with aliases was "
                + "expected.");
        try
        {
            using var json = JsonDocument.Parse(answer.Body);
            return json.RootElement.GetProperty("aliases").EnumerateArray()
                .Count(alias => alias.GetProperty("addresses").GetArrayLength() > 0);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new EffectException($"GET {asker.Address(at.Path)}{asker.At} answered 200 and no aliases: {broken.Message}", broken);
        }
    }
}
