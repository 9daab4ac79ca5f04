using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;
using Npgsql;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class WaysBack(TwoServers servers)
{
    [Fact]
    public async Task Turning_back_after_the_new_side_was_written_loses_nothing()
    {
        var pair = await servers.PairAsync();
        await using var night = new DatabaseNight(pair);
        await using var writers = new Writers(pair);
        await night.DriveAsync();
        Assert.True(night.State.Steps["open"].Status == StepStatus.Done, night.Log);
        await DatabasePair.RunAsync(
            pair.NewAs(pair.Writer), "delete from event where id <= 50; update doc set body = 'written on new' where id = 9; select "
                + "nextval('side.ticket')");
        await Task.Delay(500, TestContext.Current.CancellationToken);

        await night.AskAsync(RequestKind.TurnBack);
        var state = await night.DriveAsync();
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await writers.StopAsync();

        Assert.True(state.Outcome == Outcome.TurnedBack, night.Log);
        Assert.True(state.Steps["same-back"].Status == StepStatus.Done, night.Log);
        Assert.Equal((0, 0), await writers.CountAsync(pair.Old));
        Assert.Equal("written on new", await DatabasePair.OneAsync<string>(pair.Old, "select body from public.doc where id = 9"));
        Assert.Equal(0, await DatabasePair.OneAsync<long>(pair.Old, "select count(*) from public.event where id <= 50"));
        Assert.Equal(778, await DatabasePair.OneAsync<long>(pair.Old, "select nextval('side.ticket')"));
        await Assert.ThrowsAsync<PostgresException>(() => DatabasePair.RunAsync(pair.NewAs(pair.Writer), "select 1"));
        Assert.Equal(
            0, await DatabasePair.OneAsync<long>(pair.New, $"select count(*) from pg_replication_slots where database = '{pair.Name}'"));
    }

    [Fact]
    public async Task A_night_that_turned_back_after_the_opening_is_held_again_and_loses_nothing()
    {
        var pair = await servers.PairAsync();
        await using var night = new DatabaseNight(pair);
        await using var writers = new Writers(pair);
        await TurnBackAfterOpeningAsync(night);
        await Task.Delay(500, TestContext.Current.CancellationToken);

        await night.DriveAnewAsync();
        Assert.True(night.State.Steps["open"].Status == StepStatus.Done, night.Log);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await writers.StopAsync();

        Assert.Equal((0, 0), await writers.CountAsync(pair.New));
        Assert.Contains("what was written there on an earlier night was carried home then", night.Log, StringComparison.Ordinal);
        Assert.Contains("may hold writes of its own", (await RefusedAsync(pair)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forward_replication_is_refused_once_the_new_side_was_opened()
    {
        var pair = await servers.PairAsync(rows: 100);
        await using var night = new DatabaseNight(pair);
        await night.DriveAsync();
        Assert.True(night.State.Steps["open"].Status == StepStatus.Done, night.Log);

        var refusal = await RefusedAsync(pair);
        Assert.Contains("has been opened and may hold writes of its own", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Where the old side's backup of before the night stands in its place, the new side is the only copy.</summary>
    [Fact]
    public async Task Forward_replication_is_refused_where_the_old_side_is_not_the_one_that_received_what_was_written()
    {
        var pair = await servers.PairAsync(rows: 100);
        await using var night = new DatabaseNight(pair);
        await TurnBackAfterOpeningAsync(night);
        await DatabasePair.RunAsync(pair.Old, "update cutover.marker set value = '' where name = 'drain'");
        var before = await DatabasePair.OneAsync<long>(pair.New, "select count(*) from public.event");

        var refusal = await RefusedAsync(pair);
        Assert.Contains("does not have the marker that came with them", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await DatabasePair.OneAsync<long>(pair.New, "select count(*) from public.event"));
    }

    /// <summary>Between the two dates somebody tries the new side out, or helps himself with it.</summary>
    [Fact]
    public async Task Who_wrote_on_the_new_side_after_the_way_back_is_not_copied_over()
    {
        var pair = await servers.PairAsync(rows: 100);
        await using var night = new DatabaseNight(pair);
        await TurnBackAfterOpeningAsync(night);
        await DatabasePair.RunAsync(pair.New, $"alter role \"{pair.Writer}\" login");
        await DatabasePair.RunAsync(pair.NewAs(pair.Writer), "update doc set body = 'meanwhile' where id = 9");

        var state = await night.DriveAnewAsync();

        Assert.Equal(["hold"], state.Held.Select(step => step.Id));
        Assert.Contains($"{pair.Writer} may log in there again", night.Log, StringComparison.Ordinal);
        await DatabasePair.RunAsync(pair.New, $"alter role \"{pair.Writer}\" nologin");
        Assert.Contains("were changed after everything was carried home", (await RefusedAsync(pair)).Message, StringComparison.Ordinal);
        Assert.Equal("meanwhile", await DatabasePair.OneAsync<string>(pair.New, "select body from public.doc where id = 9"));
    }

    [Fact]
    public async Task A_driver_that_dies_while_the_flow_back_is_ended_leaves_a_night_that_can_be_held_again()
    {
        var pair = await servers.PairAsync(rows: 100);
        await using var night = new DatabaseNight(pair);
        await night.DriveAsync();
        await night.AskAsync(RequestKind.TurnBack);
        var holder = DatabasePair.Connect(pair.Old);
        await holder.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("begin; select 1 from pg_subscription where subenabled for update", holder);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var begun = new TaskCompletionSource();
        var dying = night.When<RunEvent.UndoIntended>("back", begun.SetResult).DriveAsync();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => DatabasePair.OneAsync<bool>(
            pair.New, "select obj_description(oid, 'pg_namespace') like '%carried home%' from pg_namespace where nspname = 'cutover'"));
        night.Crash();
        await holder.DisposeAsync();
        await dying;

        Assert.True((await night.DriveAsync()).Outcome == Outcome.TurnedBack, night.Log);
        await night.DriveAnewAsync();
        Assert.True(night.State.Steps["open"].Status == StepStatus.Done, night.Log);
    }

    private static async Task TurnBackAfterOpeningAsync(DatabaseNight night)
    {
        await night.DriveAsync();
        await night.AskAsync(RequestKind.TurnBack);
        await night.DriveAsync();
        Assert.True(night.State.Outcome == Outcome.TurnedBack, night.Log);
        Assert.True(night.State.Steps["same-back"].Status == StepStatus.Done, night.Log);
    }

    private static async Task<DatabaseException> RefusedAsync(DatabasePair pair)
    {
        var ((old, context), (next, _)) = Contexts.For(pair);
        var again = Postgres.Replicate(old, next);
        return await Assert.ThrowsAsync<DatabaseException>(
            async () => await again.DoAsync(context, new Replica(false, false, false, false, 0, 0), TestContext.Current.CancellationToken));
    }
}
