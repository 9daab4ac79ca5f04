using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

public sealed class TrafficTests
{
    private readonly Scene _scene = new();

    [Fact]
    public async Task Two_fronts_follow_and_each_gets_its_own_mode_back()
    {
        await using var old = await NginxFront.StartAsync("127.0.0.21", TrafficMode.Old);
        await using var edge = await NginxFront.StartAsync("127.0.0.20", TrafficMode.Maintenance);
        var effect = Traffic.Set(Fronts(old, edge), "www", TrafficMode.ReadOnly, TrafficMode.Old, TrafficMode.Maintenance);

        Assert.Equal(Verdict.NotDone, (await _scene.ProbeAsync(effect)).Verdict);
        var before = await _scene.MakeSoAsync(effect);
        await _scene.UndoAsync(effect, before);
        var now = await _scene.UntilAsync(effect, Verdict.NotDone);

        Assert.True(effect.IsUndone(before, now.Value!), now.Why);
        Assert.Contains("old", old.Mode, StringComparison.Ordinal);
        Assert.Contains("maintenance", edge.Mode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_after_somebody_elses_change_leaves_that_front_alone_and_says_so()
    {
        await using var old = await NginxFront.StartAsync("127.0.0.21", TrafficMode.Old);
        await using var edge = await NginxFront.StartAsync("127.0.0.20", TrafficMode.Old);
        var effect = Traffic.Set(Fronts(old, edge), "www", TrafficMode.ReadOnly, TrafficMode.Old);
        var before = await _scene.MakeSoAsync(effect);
        edge.Mode = "maintenance";

        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.UndoAsync(effect, before));

        Assert.Contains("www on it is maintenance", refused.Message, StringComparison.Ordinal);
        Assert.Contains("maintenance", edge.Mode, StringComparison.Ordinal);
        Assert.Contains("old", old.Mode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_that_may_not_be_replaced_is_not()
    {
        await using var front = await NginxFront.StartAsync("127.0.0.21", TrafficMode.Testers);
        var effect = Traffic.Set(Fronts(front), "www", TrafficMode.New, TrafficMode.ReadOnly);
        var before = await _scene.ProbeAsync(effect);

        await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(effect, before.Value!));

        Assert.Contains("testers", front.Mode, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_front_that_dies_in_the_middle_leaves_it_half_done_and_doing_it_again_finishes()
    {
        await using var old = await NginxFront.StartAsync("127.0.0.21", TrafficMode.Old);
        await using var edge = await NginxFront.StartAsync("127.0.0.20", TrafficMode.Old);
        var effect = Traffic.Set(Fronts(old, edge), "www", TrafficMode.Maintenance, TrafficMode.Old);
        var before = await _scene.ProbeAsync(effect);
        edge.Down();

        var failed = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(effect, before.Value!));
        var half = await _scene.UntilAsync(effect, Verdict.HalfDone);

        Assert.Contains(edge.ConnectTo, failed.Message + half.Why, StringComparison.Ordinal);
        Assert.Null(half.Value!.Modes["edge www"]);

        await edge.UpAsync();
        await _scene.DoAsync(effect, before.Value!);
        await _scene.UntilAsync(effect, Verdict.Done);
    }

    [Fact]
    public async Task No_request_fails_while_the_mode_is_flipped_to_and_fro_under_load()
    {
        await using var front = await NginxFront.StartAsync("127.0.0.21", TrafficMode.Old);
        var there = Traffic.Set(Fronts(front), "www", TrafficMode.New, TrafficMode.Old);
        var back = Traffic.Set(Fronts(front), "www", TrafficMode.Old, TrafficMode.New);
        await using var load = new Load(front.ConnectTo, connections: 8);
        for (var flip = 0; flip < 5; flip++)
        {
            await _scene.DoAsync(there, null!);
            await _scene.DoAsync(back, null!);
        }

        var (answered, failed) = await load.StopAsync();
        Assert.True(answered > 500, $"{answered} answered");
        Assert.Empty(failed);
    }

    [Fact]
    public async Task Flipping_two_fronts_is_seen_at_both_at_once()
    {
        await using var old = await NginxFront.StartAsync("127.0.0.21", TrafficMode.Old);
        await using var edge = await NginxFront.StartAsync("127.0.0.20", TrafficMode.Old);
        var there = Traffic.Set(Fronts(old, edge), "www", TrafficMode.New, TrafficMode.Old);
        var back = Traffic.Set(Fronts(old, edge), "www", TrafficMode.Old, TrafficMode.New);
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var watch = Stopwatch.StartNew();
            await _scene.DoAsync(i % 2 == 0 ? there : back, null!);
            times.Add(watch.Elapsed.TotalMilliseconds);
            await _scene.UntilAsync(i % 2 == 0 ? there : back, Verdict.Done);
            await Task.Delay(150, TestContext.Current.CancellationToken);
        }

        times.Sort();
        TestContext.Current.SendDiagnosticMessage($"flip of two fronts, seen at both: median {times[5]:0} ms, longest {times[^1]:0} ms");

        // The shortest and a loose bound, because other tests keep the machine busy.
        Assert.True(times[0] < 1000, $"the shortest took {times[0]:0} ms");
    }

    [Theory]
    [InlineData(TrafficMode.Maintenance, Verdict.Done)]
    [InlineData(TrafficMode.ReadOnly, Verdict.NotDone)]
    [InlineData(TrafficMode.Old, Verdict.NotDone)]
    public async Task Maintenance_holds_for_every_method_and_path_or_it_is_not_maintenance(TrafficMode mode, Verdict verdict)
    {
        await using var front = await NginxFront.StartAsync("127.0.0.21", mode);
        var finding = await _scene.ProbeAsync(Http.Maintenance(_scene.Place("site", front.Site), "/", "/doc/rfc9110/", "/api/submission"));

        Assert.True(verdict == finding.Verdict, finding.Why);
    }

    private Place<FrontAddress>[] Fronts(NginxFront old, NginxFront? edge = null) => edge is null
        ? [_scene.Place("old", old.Address)]
        : [_scene.Place("old", old.Address), _scene.Place("edge", edge.Address)];
}
