using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Rehearsals;

[Collection(OnTwoServers.Name)]
public sealed class Crashes(TwoServers servers)
{
    /// <summary>
    /// Each step is cut off just after its intent, and a little later; the same night then goes on by what its probes see.
    /// </summary>
    [Theory]
    [InlineData("schema", 0)]
    [InlineData("replicate", 0)]
    [InlineData("replicate", 40)]
    [InlineData("prepare-back", 15)]
    [InlineData("fence", 0)]
    [InlineData("fence", 8)]
    [InlineData("back", 0)]
    [InlineData("back", 12)]
    [InlineData("back", 25)]
    [InlineData("open", 0)]
    public async Task A_night_cut_off_in_the_middle_of_a_step_goes_on_and_loses_nothing(string step, int afterMilliseconds)
    {
        var pair = await servers.PairAsync(rows: 1000);
        await using var night = new DatabaseNight(pair);
        await using var writers = new Writers(pair);
        var crashed = false;
        night.When<RunEvent.StepIntended>(step, () =>
        {
            crashed = true;
            _ = Task.Delay(afterMilliseconds).ContinueWith(_ => night.Crash(), TaskScheduler.Default);
        });

        await night.DriveAsync();
        Assert.True(crashed);
        await night.DriveAsync();
        await night.AskAsync(RequestKind.VoteGo, "keep");
        var state = await night.DriveAsync();
        await Task.Delay(200, TestContext.Current.CancellationToken);
        await writers.StopAsync();

        Assert.True(state.Outcome == Outcome.Completed, night.Log);
        Assert.Equal((0, 0), await writers.CountAsync(pair.New));
    }
}
