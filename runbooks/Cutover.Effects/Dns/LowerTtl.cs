using System.Collections.Immutable;
using System.Globalization;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Lowers a name's TTL, so that a later change is seen soon; taken back, restores it.</summary>
/// <param name="Name">The name.</param>
/// <param name="To">The TTL to lower it to, in seconds.</param>
/// <remarks>
/// The old TTL is written into a TXT record beside the name in the same update, so that the zone itself remembers it, whoever drives and
/// whatever was lost.
/// </remarks>
public sealed record LowerTtl(Place<NameAddress> Name, int To) : IReversible<TtlSeen>
{
    private const string Was = "was=";

    public string Verb => $"lower the TTL of {Name} to {To} s";

    public async ValueTask<Finding<TtlSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var name = context.At(Name);
        try
        {
            var answers = await NameServers.AuthoritativeAsync(name, cancellation);
            var marker = Marked(await DnsServer.Authoritative(name.UpdateServer).TextsAsync(DnsUpdate.MarkerName(name), cancellation));
            var high = answers.Where(answer => answer.Ttl > To).ToList();
            var old = Math.Max(marker ?? 0, answers.Max(answer => answer.Ttl));
            var primary = await NameServers.PrimaryAsync(name, cancellation);
            var seen = new TtlSeen(answers, primary.Ttl, old, context.Time.GetUtcNow());
            if (high.Count == 0)
                return Finding.Done(seen, $"every server gives {name.Name} a TTL of at most {To} s; before, it was {old} s");

            return high.Count == answers.Length
                ? Finding.NotDone(seen, $"{name.Name} has a TTL of {old} s, to be {To} s")
                : Finding.HalfDone(seen, $"{string.Join("; ", high)}; the other servers have at most {To}");
        }
        catch (EffectException failure)
        {
            return Finding.Unknown<TtlSeen>(failure.Message);
        }
    }

    public async ValueTask DoAsync(StepContext context, TtlSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        var name = context.At(Name);
        var now = await NameServers.PrimaryAsync(name, cancellation);
        if (now.Ttl <= To)
            return;

        var marker = await MarkerAsync(name, cancellation);
        await new DnsUpdate(name).Expecting(now.Values).ExpectingMarker(marker)
            .Set(now.Values, To).SetMarker(null, To)
            .SetMarker(string.Create(CultureInfo.InvariantCulture, $"{Was}{Math.Max(before.Old, now.Ttl)}"), To)
            .SendAsync(context, cancellation);
    }

    public async ValueTask UndoAsync(StepContext context, TtlSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(before);
        var name = context.At(Name);
        var now = await NameServers.PrimaryAsync(name, cancellation);
        var marker = await MarkerAsync(name, cancellation);
        var old = before.Primary;
        if (now.Ttl == old)
            return;
        if (now.Ttl != To)
            throw new EffectException($"The TTL of {name.Name} is {now.Ttl}, neither the {To} this night set nor the {old} from before; "
                + "somebody else changed it since, look at it and decide.");

        await new DnsUpdate(name).Expecting(now.Values).ExpectingMarker(marker)
            .Set(now.Values, old).SetMarker(null, old).SendAsync(context, cancellation);
    }

    /// <summary>Serials and times drift; the TTL at every server decides.</summary>
    public bool IsUndone(TtlSeen before, TtlSeen now) => now is not null && now.Answers.All(answer => answer.Ttl == before?.Primary);

    private static async Task<string?> MarkerAsync(NameAddress name, CancellationToken cancellation) =>
        (await DnsServer.Authoritative(name.UpdateServer).TextsAsync(DnsUpdate.MarkerName(name), cancellation)).FirstOrDefault();

    private static int? Marked(ImmutableArray<string> texts) =>
        texts.FirstOrDefault(text => text.StartsWith(Was, StringComparison.Ordinal)) is { } text
            && int.TryParse(text.AsSpan(Was.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var ttl)
            ? ttl
            : null;
}
