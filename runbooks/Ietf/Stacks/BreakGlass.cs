using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Cutover.Effects;
using Cutover.Infra;
using Pulumi;

namespace Ietf;

/// <summary>
/// What an up of the traffic stack would flip, flipped through the provider's API, for the night when Pulumi's backend is away. What it
/// does is the stack's own plan against its last exported state, and nothing that is no flip.
/// </summary>
internal sealed class BreakGlass
{
    private const string Record = "cloudflare:index/dnsRecord:DnsRecord";

    private readonly ImmutableArray<(ResourceChange Change, PlannedResource Planned)> _flips;

    /// <param name="plan">The plans of all stacks; of others than this one the last states.</param>
    /// <param name="stack">The traffic stack.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="RunException">The plan holds more than flips, or what is not known.</exception>
    public BreakGlass(EstatePlan plan, string stack, DateTimeOffset now)
    {
        var broken = AllPolicies.Check(new PolicyInput(plan, now) { IsNight = true }).FirstOrDefault(found => found.Finding.Stack == stack);
        if (broken is not null)
            throw new RunException($"The plan of {stack} breaks {broken.Policy}: {broken.Finding.Sentence} {broken.Reason}");

        var traffic = plan.Stacks.Single(found => found.Stack == stack);
        _flips = [.. traffic.Changes.Select(change => (change, traffic.Resources.Single(planned => planned.Key == change.Key)))];
        var unknown = _flips.Select(flip => flip.Change)
            .FirstOrDefault(change => change.Properties.Any(property => property.After?.Contains('⟨', StringComparison.Ordinal) == true));
        if (unknown is not null)
        {
            throw new RunException($"What {unknown.Name} would become is not known without the states of the stacks that {stack} reads: "
                + "give them with --against, as they were exported last.");
        }
    }

    /// <summary>One line for each flip.</summary>
    public IEnumerable<string> Lines => _flips.SelectMany(flip => flip.Change.Properties
        .Select(property => $"{flip.Change.Name}: {Named(flip.Planned, property)} {property.Before} -> {property.After}"));

    /// <summary>Does all of it. What is so already is left alone, so that doing it again after a failure finishes it.</summary>
    /// <exception cref="EffectException">The API refused one; those said before it are done.</exception>
    public async Task DoAsync(CloudflareApi api, Action<string> say, CancellationToken cancellation)
    {
        // Workers first: they decide, and the addresses behind them follow.
        var ordered = _flips.OrderBy(flip => flip.Change.Type == Record).ThenBy(flip => flip.Change.Name, StringComparer.Ordinal);
        foreach (var (change, planned) in ordered)
        {
            var done = change.Type == Record
                ? await TurnRecordAsync(api, planned, cancellation)
                : await TurnWorkerAsync(api, change, planned, cancellation);
            say($"{change.Name}: {(done ? "turned" : "was so already")}");
        }
    }

    private static async Task<bool> TurnRecordAsync(CloudflareApi api, PlannedResource planned, CancellationToken cancellation)
    {
        var (zone, wanted) = (planned.Text("zoneId")!, planned.Text("content")!);
        var (id, content) = await api.RecordAsync(zone, planned.Text("name")!, planned.Text("type")!, cancellation);
        if (content == wanted)
            return false;

        await api.SetContentAsync(zone, id, wanted, cancellation);
        return (await api.RecordAsync(zone, planned.Text("name")!, planned.Text("type")!, cancellation)).Content == wanted
            ? true
            : throw new EffectException($"The API took the new content of {planned.Text("name")}, and still says another.");
    }

    private static async Task<bool> TurnWorkerAsync(
        CloudflareApi api, ResourceChange change, PlannedResource planned, CancellationToken cancellation)
    {
        var (account, script) = (planned.Text("accountId")!, planned.Text("scriptName")!);
        var texts = change.Properties.Select(property => Binding(planned, property))
            .ToDictionary(binding => binding["name"]!.ToString(), binding => binding["text"]!.ToString(), StringComparer.Ordinal);
        var now = await api.TextsAsync(account, script, cancellation);
        if (texts.All(text => now.GetValueOrDefault(text.Key) == text.Value))
            return false;

        await api.SetTextsAsync(account, script, texts, cancellation);
        now = await api.TextsAsync(account, script, cancellation);
        return texts.All(text => now.GetValueOrDefault(text.Key) == text.Value)
            ? true
            : throw new EffectException($"The API took the new bindings of {script}, and still says others.");
    }

    private static string Named(PlannedResource planned, PropertyChange property) =>
        planned.Type == Record ? property.Path : Binding(planned, property)["name"]!.ToString();

    // bindings[3].text
    private static JsonObject Binding(PlannedResource planned, PropertyChange property) =>
        (JsonObject)planned.Inputs["bindings"]![int.Parse(property.Path.Split('[', ']')[1])]!;
}
