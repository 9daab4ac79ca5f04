using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class Dumps(TwoServers servers)
{
    [Fact]
    public async Task A_database_that_cannot_replicate_is_dumped_and_restored_also_over_a_broken_restore()
    {
        var pair = await servers.PairAsync();
        await DatabasePair.RunAsync(
            pair.New, "create table public.left_over (id int); create schema side; create table side.setting (name int)");
        await using var night = new DatabaseNight(pair) { Dumps = true };
        await using var writers = new Writers(pair);

        var state = await night.DriveAsync();
        await Task.Delay(300, TestContext.Current.CancellationToken);
        await writers.StopAsync();

        Assert.True(state.Outcome == Outcome.Completed, night.Log);
        Assert.Equal((0, 0), await writers.CountAsync(pair.New));
        Assert.Equal(777, await DatabasePair.OneAsync<long>(pair.New, "select nextval('side.ticket')"));
        Assert.Equal(7, night.Output<ContentProof>("same").Tables.Count);
    }
}
