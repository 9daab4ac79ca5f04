using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class FullMove(TwoServers servers)
{
    [Fact]
    public async Task A_database_moves_under_writers_and_nothing_is_lost()
    {
        var pair = await servers.PairAsync();
        await using var night = new DatabaseNight(pair);
        await using var writers = new Writers(pair);

        var state = await night.DriveAsync();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await night.AskAsync(RequestKind.VoteGo, "keep");
        state = await night.DriveAsync();
        await writers.StopAsync();

        Assert.True(state.Outcome == Outcome.Completed, night.Log);
        Assert.Equal((0, 0), await writers.CountAsync(pair.New));
        Assert.True(writers.Acknowledged > 50);
        Assert.True(await DatabasePair.OneAsync<long>(pair.New, "select nextval('side.ticket')") == 777);
        Assert.Equal(
            0, await DatabasePair.OneAsync<long>(pair.Old, $"select count(*) from pg_replication_slots where database = '{pair.Name}'"));
        Assert.Equal(
            0, await DatabasePair.OneAsync<long>(pair.New, $"select count(*) from pg_replication_slots where database = '{pair.Name}'"));
    }
}
