using Cutover.Effects;
using Cutover.Engine;
using Cutover.Infra;
using Cutover.Lab;
using Cutover.Stacks;
using Cutover.Tests;

namespace Stacks.Tests;

/// <summary>The step that flips traffic, against the stacks evaluated in process: what a rehearsal does.</summary>
public sealed class RehearsedTrafficTests : IDisposable
{
    private const string Traffic = "traffic-production";

    private readonly string _folder = Directory.CreateTempSubdirectory("cutover-stacks-").FullName;
    private readonly List<string> _realised = [];
    private readonly Scene _scene = new();
    private bool _fails;

    public RehearsedTrafficTests()
    {
        foreach (var kind in EstateStacks.Kinds)
        {
            var file = $"Pulumi.{kind.In("production")}.yaml";
            File.Copy(Path.Combine(Repository.Config, file), Path.Combine(_folder, file));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_flip_is_realised_and_taken_back()
    {
        var flip = await UpAsync();
        var before = await _scene.MakeSoAsync(flip);
        Assert.Equal(["name-a-www.ietf.org", "www-worker"], _realised.Order());
        Assert.Equal(["update name-a-www.ietf.org", "update www-worker"], _scene.Said);

        await _scene.UndoAsync(flip, before);
        Assert.True(flip.IsUndone(before, (await _scene.ProbeAsync(flip)).Value!));
        Assert.Equal(4, _realised.Count);
    }

    [Fact]
    public async Task Config_is_changed_and_the_rest_of_it_stays()
    {
        var driver = Driver();
        var before = (await driver.LookAsync(TestContext.Current.CancellationToken)).Config;
        await driver.SetAsync(
            new Dictionary<string, string> { ["origin.www"] = "new", ["maintenance"] = "true" }, TestContext.Current.CancellationToken);
        var after = (await driver.LookAsync(TestContext.Current.CancellationToken)).Config;
        Assert.Equal(["maintenance", "origin.www"], after.Where(entry => before[entry.Key] != entry.Value).Select(entry => entry.Key));
        Assert.Equal(before.Keys, after.Keys);
    }

    [Fact]
    public async Task Drift_does_not_ride_along()
    {
        var flip = await UpAsync();
        var file = Path.Combine(_folder, $"Pulumi.{Traffic}.yaml");
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file)).Replace("ietf:ttl: 60", "ietf:ttl: 120", StringComparison.Ordinal));
        _realised.Clear();

        var seen = await _scene.ProbeAsync(flip);
        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(flip, seen.Value!));
        Assert.Contains("traffic-only-flips", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_realised);
    }

    [Fact]
    public async Task An_up_that_was_interrupted_is_done_again()
    {
        var flip = await UpAsync();
        var seen = await _scene.ProbeAsync(flip);
        _fails = true;
        await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(flip, seen.Value!));
        Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(flip)).Verdict);

        _fails = false;
        await _scene.DoAsync(flip, seen.Value!);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(flip)).Verdict);
    }

    private async Task<StackUp> UpAsync()
    {
        foreach (var kind in EstateStacks.Kinds)
            await Driver(kind.In("production")).UpAsync(_ => { }, TestContext.Current.CancellationToken);
        var driver = Driver();
        _realised.Clear();
        return Flips.To(_scene.Place("traffic", Address(driver)), "www", TrafficMode.New);
    }

    private static StackAddress Address(InProcessStackDriver driver) =>
        new() { Stack = $"organization/ietf/{Traffic}", Directory = "/", Driver = driver };

    private InProcessStackDriver Driver(string stack = Traffic) => new(_folder, stack, TimeProvider.System, (plan, _) =>
    {
        if (_fails)
            throw new EffectException("the lab went away");
        _realised.AddRange(plan.Changes.Select(change => change.Name));
        return Task.CompletedTask;
    });
}
