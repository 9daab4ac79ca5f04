using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>A flip is done when the edge says so, whatever the stack's state says.</summary>
public sealed class FlipAtTheEdgeTests : IAsyncDisposable
{
    private readonly RecordedPulumi _pulumi = new();
    private readonly Scene _scene = new();
    private readonly CannedSite _edge;
    private Func<string> _says;

    public FlipAtTheEdgeTests()
    {
        _says = () => _pulumi.Mode;
        _edge = new CannedSite(_ => CannedSite.Answer(200, $"{_says()}\n"));
    }

    public async ValueTask DisposeAsync()
    {
        await _edge.DisposeAsync();
        _pulumi.Dispose();
    }

    [Fact]
    public async Task A_flip_that_reaches_the_edge_is_done_and_taken_back()
    {
        var before = await _scene.MakeSoAsync(Flip());
        await _scene.UndoAsync(Flip(), before);
        Assert.True(Flip().IsUndone(before, (await _scene.ProbeAsync(Flip())).Value!));
        Assert.Equal("old", _says());
    }

    [Fact]
    public async Task A_flip_that_does_not_reach_the_edge_is_half_done()
    {
        _says = () => "old";
        var before = await _scene.ProbeAsync(Flip());
        await _scene.DoAsync(Flip(), before.Value!);
        var seen = await _scene.ProbeAsync(Flip());
        Assert.Equal(Verdict.HalfDone, seen.Verdict);
        Assert.Contains("edge says old for www", seen.Why, StringComparison.Ordinal);
        Assert.False(Flip().IsUndone(before.Value!, seen.Value!));
    }

    [Fact]
    public async Task An_edge_that_does_not_say_is_not_known()
    {
        _says = () => "<html>";
        Assert.Equal(Verdict.Unknown, (await _scene.ProbeAsync(Flip())).Verdict);
    }

    [Fact]
    public async Task An_edge_that_is_away_is_not_known()
    {
        using var closed = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        closed.Start();
        var gone = await _scene.ProbeAsync(Flip(closed.LocalEndpoint.ToString()!, closed.Stop));
        Assert.Equal(Verdict.Unknown, gone.Verdict);
        Assert.Contains("edge does not say for www", gone.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edge_that_somebody_turned_back_behind_the_stack_makes_the_step_look_at_what_is_there()
    {
        await _scene.MakeSoAsync(Flip());
        _says = () => "old";
        _pulumi.Write("preview.json", """{"steps":[]}""");
        var seen = await _scene.ProbeAsync(Flip());
        Assert.Equal(Verdict.HalfDone, seen.Verdict);
        await _scene.DoAsync(Flip(), seen.Value!);
        Assert.Contains(_pulumi.Asked, line => line.StartsWith("refresh --yes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_way_back_that_died_between_config_and_up_is_half_done()
    {
        await _scene.MakeSoAsync(Flip());
        _pulumi.Write(RecordedPulumi.ConfigFile, "old");
        Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(Flip())).Verdict);
    }

    [Fact]
    public void Only_another_front_passes_to_the_edge() => Assert.Throws<ArgumentException>(() =>
        Flips.To(new Place<StackAddress>("traffic"), ["www"], TrafficMode.Edge));

    private StackUp Flip(string? connectTo = null, Action? before = null)
    {
        before?.Invoke();
        var edge = new EdgeAddress
        {
            Modes = new Dictionary<string, IReadOnlyList<string>> { ["www"] = ["http://www.lab.test/.cutover/mode"] },
            ConnectTo = connectTo ?? _edge.Address.ConnectTo,
        };
        return Flips.To(_scene.Place("traffic", _pulumi.Address), ["www"], TrafficMode.New, _scene.Place("edge", edge));
    }
}
