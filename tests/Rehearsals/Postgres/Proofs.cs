using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class Proofs(TwoServers servers)
{
    [Fact]
    public async Task A_row_changed_on_the_new_side_turns_the_night_back_and_is_named_by_its_table()
    {
        var pair = await servers.PairAsync();
        await using var night = new DatabaseNight(pair);
        await using var writers = new Writers(pair);
        night.When<RunEvent.StepDone>(
            "catch-up", () => servers.OwnerAsync(pair.Name, "update public.doc set weight = weight + 1 where id = 7").Wait());

        var state = await night.DriveAsync(OnFailure.TurnBack);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await writers.StopAsync();

        Assert.True(state.Outcome == Outcome.TurnedBack, night.Log);
        Assert.Equal("same", state.TurnBack!.From);
        Assert.Contains(
            "public.doc: 2000 rows in the first, 2000 rows in the second with other content", night.Log, StringComparison.Ordinal);
        Assert.Equal((0, 0), await writers.CountAsync(pair.Old));
        await DatabasePair.RunAsync(
            pair.OldAs(pair.Writer), "insert into keyless values (1, 'writable'); create table made_after (id int)");
        Assert.Equal(
            0, await DatabasePair.OneAsync<long>(pair.Old, $"select count(*) from pg_replication_slots where database = '{pair.Name}'"));
        Assert.Equal(0, await DatabasePair.OneAsync<long>(pair.New, "select count(*) from public.doc"));
    }

    [Fact]
    public async Task A_cold_table_that_changes_after_it_was_hashed_is_hashed_again_and_the_others_are_not()
    {
        var pair = await servers.PairAsync();
        await using var night = new DatabaseNight(pair);
        night.When<RunEvent.StepDone>(
            "cold", () => DatabasePair.RunAsync(
                pair.Old, "update side.setting set value = '{}' where name = 'name 7'; truncate public.archive_2024").Wait());

        var state = await night.DriveAsync();

        Assert.True(state.Steps["same"].Status == StepStatus.Done, night.Log);
        var proof = night.Output<ContentProof>("same");
        var hashed = string.Join(' ', proof.Tables.Where(table => !table.Cold).Select(table => table.Name));
        Assert.True(hashed == "public.archive_2024 side.setting", $"{hashed}\n{night.Log}");
        Assert.Equal(0, proof.Tables.Single(table => table.Name == "public.archive_2024").Rows);
    }

    [Fact]
    public async Task Rows_changed_on_the_new_side_after_hashing_are_not_taken_for_cold()
    {
        var pair = await servers.PairAsync();
        await using var night = new DatabaseNight(pair);
        night.When<RunEvent.StepDone>("cold", () => servers.OwnerAsync(pair.Name, "delete from public.keyless where line = 3").Wait());

        var state = await night.DriveAsync();

        Assert.Equal(StepStatus.Held, state.Steps["same"].Status);
        Assert.Contains("1 of 7 tables differ", night.Log, StringComparison.Ordinal);
        Assert.Contains("public.keyless: 400 rows in the first, 392 rows in the second", night.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_session_of_the_owner_is_open_every_table_is_hashed_again_and_the_proof_says_why()
    {
        var pair = await servers.PairAsync();
        await using var night = new DatabaseNight(pair);
        await using var owner = DatabasePair.Connect(pair.NewAs("lab_owner"));
        night.When<RunEvent.StepDone>("cold", owner.Open);

        var state = await night.DriveAsync();

        Assert.True(state.Steps["same"].Status == StepStatus.Done, night.Log);
        Assert.Equal(0, night.Output<ContentProof>("same").Cold);
        Assert.Matches("all were hashed again, because session [0-9]+ of lab_owner .* may hold changes", night.Log);
    }
}
