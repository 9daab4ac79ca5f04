using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class Schemas(TwoServers servers)
{
    [Theory]
    [InlineData("revoke select on doc from {0}", "grants on public.doc is defined otherwise")]
    [InlineData("grant select on keyless to public", "grants on public.keyless is defined otherwise")]
    [InlineData("alter table doc alter name drop not null", "table public.doc is defined otherwise")]
    public async Task A_right_or_a_definition_that_one_side_lacks_is_named(string change, string expected)
    {
        var pair = await servers.PairAsync(rows: 10);
        var ((old, context), (next, _)) = Contexts.For(pair);
        var copy = Postgres.CopySchema(old, next);
        var before = await copy.ProbeAsync(context, TestContext.Current.CancellationToken);
        await copy.DoAsync(context, before.Value!, TestContext.Current.CancellationToken);
        var same = Postgres.SameSchema(old, next);
        Assert.Equal(Verdict.Done, (await same.ProbeAsync(context, TestContext.Current.CancellationToken)).Verdict);

        await DatabasePair.RunAsync(pair.New, string.Format(System.Globalization.CultureInfo.InvariantCulture, change, pair.Reader));

        var found = await same.ProbeAsync(context, TestContext.Current.CancellationToken);
        Assert.NotEqual(Verdict.Done, found.Verdict);
        Assert.Contains(expected, found.Why, StringComparison.Ordinal);
    }
}
