using System.Text.Json.Nodes;
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
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly Cloud _cloud = new();
    private readonly Scene _scene = new();

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
        Assert.Equal(["name-a-www.ietf.org", "tools-worker", "www-worker"], _cloud.Realised.Order());
        Assert.Equal(["update name-a-www.ietf.org", "update tools-worker", "update www-worker"], _scene.Said);

        await _scene.UndoAsync(flip, before);
        Assert.True(flip.IsUndone(before, (await _scene.ProbeAsync(flip)).Value!));
        Assert.Equal(6, _cloud.Realised.Count);
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
        _cloud.Realised.Clear();

        var seen = await _scene.ProbeAsync(flip);
        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(flip, seen.Value!));
        Assert.Contains("traffic-only-flips", refused.Message, StringComparison.Ordinal);
        Assert.Empty(_cloud.Realised);
    }

    [Fact]
    public async Task An_up_that_was_interrupted_is_done_again()
    {
        var flip = await UpAsync();
        var seen = await _scene.ProbeAsync(flip);
        _cloud.Fails = true;
        await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(flip, seen.Value!));
        Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(flip)).Verdict);

        _cloud.Fails = false;
        await _scene.DoAsync(flip, seen.Value!);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(flip)).Verdict);
    }

    [Fact]
    public async Task The_new_side_has_the_address_that_its_provider_gave()
    {
        var flip = await UpAsync();
        await _scene.MakeSoAsync(flip);
        var state = StackState.Parse(
            "state", await File.ReadAllTextAsync(Path.Combine(_folder, $"{Traffic}.json")), EstatePreview.Project);
        var record = state.Resources.Single(resource => resource.Name == "name-a-www.ietf.org");
        Assert.Equal("192.0.2.80", record.Inputs["content"]!.ToString());
    }

    [Fact]
    public async Task What_somebody_changed_behind_the_stack_is_seen_after_a_recovery_and_changed_back()
    {
        await UpAsync();
        var driver = Driver();
        Assert.Empty((await driver.PreviewAsync(Nothing, TestContext.Current.CancellationToken)).Changes);
        _cloud.Strange = "new";
        await driver.RecoverAsync(TestContext.Current.CancellationToken);
        var change = Assert.Single((await driver.PreviewAsync(Nothing, TestContext.Current.CancellationToken)).Changes);
        Assert.Equal(("www-worker", "bindings[*].text"), (change.Name, Assert.Single(change.Paths)));
    }

    [Fact]
    public async Task What_is_approved_is_where_the_stack_ends_and_not_where_it_came_from()
    {
        await UpAsync();
        var driver = Driver();
        async Task<string> HashAsync(string mode) => (await driver.PreviewAsync(
            new Dictionary<string, string> { ["origin.www"] = mode }, TestContext.Current.CancellationToken)).Hash;
        var (old, readOnly, next) = (await HashAsync("old"), await HashAsync("read-only"), await HashAsync("new"));
        Assert.Equal(3, new[] { old, readOnly, next }.Distinct().Count());

        await driver.SetAsync(new Dictionary<string, string> { ["origin.www"] = "new" }, TestContext.Current.CancellationToken);
        await driver.UpAsync(_ => { }, TestContext.Current.CancellationToken);
        Assert.Equal((old, readOnly, next), (await HashAsync("old"), await HashAsync("read-only"), await HashAsync("new")));
    }

    private async Task<StackUp> UpAsync()
    {
        foreach (var kind in EstateStacks.Kinds)
            await Driver(kind.In("production")).UpAsync(_ => { }, TestContext.Current.CancellationToken);
        var driver = Driver();
        _cloud.Realised.Clear();
        return Flips.To(_scene.Place("traffic", Address(driver)), ["www"], TrafficMode.New);
    }

    private static StackAddress Address(InProcessStackDriver driver) =>
        new() { Stack = $"organization/ietf/{Traffic}", Directory = "/", Driver = driver };

    private InProcessStackDriver Driver(string stack = Traffic) => new(_folder, stack, TimeProvider.System, _cloud);

    /// <summary>Providers that do as told, or go away.</summary>
    private sealed class Cloud : IRealiser
    {
        public List<string> Realised { get; } = [];

        public bool Fails { get; set; }

        /// <summary>The mode that somebody gave the Worker of www behind the stack's back.</summary>
        public string? Strange { get; set; }

        public Task RealiseAsync(StackPlan plan, CancellationToken cancellation)
        {
            if (Fails)
                throw new LabException("the lab went away");
            Realised.AddRange(plan.Changes.Select(change => change.Name));
            return Task.CompletedTask;
        }

        public Task RefreshAsync(JsonObject state, CancellationToken cancellation)
        {
            if (Strange is null)
                return Task.CompletedTask;
            var worker = state["deployment"]!["resources"]!.AsArray()
                .Single(node => node!["urn"]!.ToString().EndsWith("::www-worker", StringComparison.Ordinal))!;
            worker["inputs"]!["bindings"]![0]!["text"] = Strange;
            return Task.CompletedTask;
        }

        public string? Known(string meaning) => meaning == "www-ip.ipAddress" ? "192.0.2.80" : null;
    }
}
