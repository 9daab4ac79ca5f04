using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>A backup, restored beside the database that it is of, with what is wrong in it planted.</summary>
[Collection(OnTwoServers.Name)]
public sealed class Backups(TwoServers servers)
{
    private readonly Scene _scene = new();

    [Theory]
    [InlineData("update side.setting set value = '{}' where name = 'name 7'",
        "side.setting has 50 rows, not the 50 that stand in the other")]
    [InlineData("delete from event where id > 1900", "public.event has 1900 rows, which were 2000 to 2005 since it was hashed")]
    [InlineData("drop table keyless", "public.keyless is not in it")]
    [InlineData("truncate archive_2024", "public.archive_2024 has 0 rows, not the 1000 that stand in the other")]
    public async Task A_backup_with_a_changed_row_without_its_last_rows_or_a_table_is_none(string planted, string said)
    {
        var (pair, check) = await RestoredAsync();
        await DatabasePair.RunAsync(pair.New, planted);

        var finding = await _scene.ProbeAsync(check);

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("1 of 7 tables are wrong: " + said, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_of_a_database_in_use_is_one_and_the_database_itself_is_not()
    {
        var (_, check) = await RestoredAsync();

        var finding = await _scene.ProbeAsync(check);
        var itself = await _scene.ProbeAsync(check with { Restored = check.Live });

        Assert.True(finding.Verdict == Verdict.Done, finding.Why);
        Assert.Equal((7, 6, 0), (finding.Value!.Tables, finding.Value.Equal, finding.Value.Wrong));
        Assert.Equal(Verdict.Unknown, itself.Verdict);
        Assert.Contains("are the same database", itself.Why, StringComparison.Ordinal);
    }

    /// <summary>Hashed, backed up and restored; then somebody goes on writing.</summary>
    private async Task<(DatabasePair Pair, RestoredContent Check)> RestoredAsync()
    {
        var pair = await servers.PairAsync();
        var (live, restored) = (_scene.Place("live", pair.Old), _scene.Place("restored", pair.New));
        var hash = Postgres.HashCold(live, live);
        var cold = _scene.Done("cold", hash, (await _scene.ProbeAsync(hash)).Value!);
        await _scene.MakeSoAsync(Postgres.DumpAndRestore(live, restored));
        await DatabasePair.RunAsync(
            pair.OldAs(pair.Writer), "alter table event disable trigger user; "
                + "insert into event (doc, key) select 1, gen_random_uuid() from generate_series(1, 5)");
        var check = Postgres.RestoredContent(live, restored, cold);
        await _scene.UntilAsync(new CountersMoved(live, cold), Verdict.Done);
        return (pair, check);
    }

    /// <summary>Counters are told a moment after the rows; the test waits until the five are counted.</summary>
    private sealed record CountersMoved(Place<DatabaseAddress> Live, Step<ColdContent> Cold) : IProbe<string>
    {
        public string Verb => "see that the counters moved";

        public async ValueTask<Finding<string>> ProbeAsync(StepContext context, CancellationToken cancellation)
        {
            const string Inserted = "select n_tup_ins from pg_stat_user_tables where relname = 'event'";
            var before = context.Read(Cold).Tables.Single(table => table.Name == "public.event").New.Counters.Inserted;
            var now = await DatabasePair.OneAsync<long>(context.At(Live), Inserted);
            return now == before + 5 ? Finding.Done("", "they did") : Finding.NotDone("", $"{now} of {before + 5}");
        }
    }
}
