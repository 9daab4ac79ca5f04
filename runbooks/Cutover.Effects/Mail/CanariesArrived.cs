using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A check that each canary that waited has made its row on the side that serves, and one row only. The answer to the message is not
/// asked: an API has said ok to what it dropped.
/// </summary>
/// <param name="Transport">The transport they came through.</param>
/// <param name="Database">The database that serves.</param>
/// <param name="Held">The step that sent them.</param>
public sealed record CanariesArrived(Place<MailTransportAddress> Transport, Place<DatabaseAddress> Database, Step<HoldSeen> Held)
    : IProbe<CanaryRows>
{
    public string Verb => $"see a row in {Database} for each canary that came through {Transport}";

    public async ValueTask<Finding<CanaryRows>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var (at, held) = (context.At(Transport), context.Read(Held));
        await using var session = await Session.OpenAsync(context.At(Database), cancellation);
        var rows = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var to in held.Canaries)
            rows[to] = await session.OneAsync<long>(at.RowsOfMessage, held.MessageId(to));

        var seen = new CanaryRows(rows.ToImmutable());
        var (missing, twice) = (rows.Where(row => row.Value == 0).ToList(), rows.Where(row => row.Value > 1).ToList());
        if (twice.Count > 0)
            return Finding.HalfDone(seen, $"the canary to {twice[0].Key} is in {context.At(Database)} {twice[0].Value} times where once "
                + "was expected: the hand-over is not safe to repeat");
        return missing.Count == 0
            ? Finding.Done(seen, $"{rows.Count} canaries made their rows in {context.At(Database)}")
            : Finding.NotDone(seen, $"the canary to {string.Join(" and to ", missing.Select(row => row.Key))} made no row in "
                + $"{context.At(Database)}, whatever was answered to it");
    }
}
