using System.Diagnostics;
using Cutover.Engine;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>The whole night while hosts are cut off from each other: nothing arrives, and nobody is told.</summary>
[Collection("lab")]
public sealed class NetworkTests
{
    private static readonly TimeSpan s_cut = TimeSpan.FromSeconds(4);

    public NetworkTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root makes networks.");

    [Fact]
    public async Task The_databases_lose_each_other_inside_the_freeze_and_the_night_waits_for_the_last_rows()
    {
        await using var night = new NightProcess();
        using var process = night.Start();
        await CutAsync(night, process, "db-old", "db-new");

        await night.EndsAsync(process, 0);
        NightProcess.NothingLost(night.Report());
        Assert.True(await TookAsync(night, "datatracker.catch-up") > s_cut / 2, "The cut was not noticed.");
    }

    [Fact]
    public async Task The_driver_loses_the_old_database_inside_the_freeze_and_nothing_is_opened_meanwhile()
    {
        await using var night = new NightProcess();
        using var process = night.Start();
        await CutAsync(night, process, "operator", "db-old");

        await night.EndsAsync(process, 0);
        NightProcess.NothingLost(night.Report());
        Assert.True(await TookAsync(night, "datatracker.fence") > s_cut / 2, "The cut was not noticed.");
    }

    /// <summary>Cuts as the outage begins, and mends it a moment later.</summary>
    private static async Task CutAsync(NightProcess night, Process process, string one, string other)
    {
        var lab = new RehearsalLab(LabOptions.Chosen(LabSize.Small), _ => { });
        await night.UntilAsync(process, events => events.Any(entry => entry.Event is RunEvent.StepDone { Step: "traffic.read-only" }));
        await lab.CutAsync(one, other, TestContext.Current.CancellationToken);
        await Task.Delay(s_cut, TestContext.Current.CancellationToken);
        await lab.MendAsync(one, other, TestContext.Current.CancellationToken);
    }

    private static async Task<TimeSpan> TookAsync(NightProcess night, string step)
    {
        var events = await night.EventsAsync();
        var stopped = events.First(entry => entry.Event is RunEvent.StepDone { Step: "datatracker.app-stop" }).At;
        return events.First(entry => entry.Event is RunEvent.StepDone done && done.Step == step).At - stopped;
    }
}
