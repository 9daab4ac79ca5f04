using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// Points a transport somewhere else in the transport map, by compare-and-set: an entry that somebody else has changed is not overwritten.
/// Taken back, points it back.
/// </summary>
/// <param name="Transport">The transport, which is held meanwhile: a map that was changed is noticed only by a reload.</param>
/// <param name="From">Where it leads before.</param>
/// <param name="To">Where it leads afterwards.</param>
public sealed record SwitchTransport(
    Place<MailTransportAddress> Transport, Place<MailTargetAddress> From, Place<MailTargetAddress> To) : IReversible<TransportMapSeen>
{
    // The text is replaced whole and only while it is what was read; its owner and mode stay.
    private const string Replace =
        """
        set -e
        file="$1" sum="$2"
        test "$(sha256sum <"$file")" = "$sum  -" || { echo "$file was changed by somebody else meanwhile" >&2; exit 1; }
        cp -p -- "$file" "$file.cutover"
        cat >"$file.cutover"
        mv -- "$file.cutover" "$file"
        """;

    public string Verb => $"deliver the mail of {Transport} to {To}";

    public async ValueTask<Finding<TransportMapSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport);
        var server = new PostfixServer(context, at.Server);
        var text = await server.TextAsync(at.Map, cancellation);
        var entries = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var (there, behind, other) = (0, 0, new List<string>());
        foreach (var domain in at.Domains)
        {
            var written = Entry(text, domain) ?? "nowhere";
            var used = await server.LookUpAsync($"{at.MapType}:{at.Map}", domain, cancellation) ?? "nowhere";
            entries[domain] = written;
            there += written == Value(at, context.At(To)) && used == written ? 1 : 0;
            behind += written != used ? 1 : 0;
            if (written != Value(at, context.At(To)) && written != Value(at, context.At(From)))
                other.Add($"{domain} leads to {written}");
        }

        var seen = new TransportMapSeen(entries.ToImmutable());
        if (other.Count > 0)
            return Finding.Unknown<TransportMapSeen>(
                $"{at.Map} of {at.Server} was changed by somebody else: {string.Join(", ", other)} where {Value(at, context.At(From))} or "
                + $"{Value(at, context.At(To))} was expected; put it right, then retry");
        if (there == at.Domains.Count)
            return Finding.Done(seen, $"{string.Join(", ", at.Domains)} leads to {Value(at, context.At(To))}");

        var why = $"{string.Join(", ", entries.Select(entry => $"{entry.Key} leads to {entry.Value}"))}"
            + (behind > 0 ? ", and the compiled map says otherwise" : "");
        return there > 0 || behind > 0 ? Finding.HalfDone(seen, why) : Finding.NotDone(seen, why);
    }

    public async ValueTask DoAsync(StepContext context, TransportMapSeen before, CancellationToken cancellation) =>
        await SetAsync(context, From, To, cancellation);

    public async ValueTask UndoAsync(StepContext context, TransportMapSeen before, CancellationToken cancellation) =>
        await SetAsync(context, To, From, cancellation);

    public bool IsUndone(TransportMapSeen before, TransportMapSeen now) =>
        before is not null && now is not null && before.Entries.SequenceEqual(now.Entries);

    private async Task SetAsync(
        StepContext context, Place<MailTargetAddress> from, Place<MailTargetAddress> to, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var at = context.At(Transport);
        var server = new PostfixServer(context, at.Server);
        var (expected, wanted) = (Value(at, context.At(from)), Value(at, context.At(to)));
        var text = await server.TextAsync(at.Map, cancellation);
        foreach (var domain in at.Domains)
        {
            var now = Entry(text, domain);
            if (now != expected && now != wanted)
                throw new EffectException($"{at.Map} of {at.Server} is left alone: {domain} leads to {now ?? "nowhere"} where {expected} "
                    + "was expected; put it right, then retry.");
        }

        var lines = text.Split('\n').Select(line => at.Domains.FirstOrDefault(domain => IsOf(line, domain)) is { } domain
            ? $"{domain} {wanted}" : line);
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        await server.ScriptAsync(Replace, [at.Map, sum], string.Join('\n', lines), cancellation);
        await server.RunAsync(["postmap", $"{at.MapType}:{at.Map}"], cancellation);
        await server.ReloadAsync(cancellation);
    }

    private static string Value(MailTransportAddress at, MailTargetAddress target) => $"{at.Transport}:{target.NextHop}";

    private static string? Entry(string text, string domain) =>
        text.Split('\n').FirstOrDefault(line => IsOf(line, domain))?.Split([' ', '\t'], 2)[1].Trim();

    private static bool IsOf(string line, string domain) =>
        line.Split([' ', '\t'], 2) is [var key, _] && string.Equals(key, domain, StringComparison.OrdinalIgnoreCase);
}
