using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Traffic flipped through the Pulumi CLI, as the CLI is recorded.</summary>
public sealed class StackUpTests : IDisposable
{
    private readonly RecordedPulumi _pulumi = new();
    private readonly Scene _scene = new();

    public void Dispose() => _pulumi.Dispose();

    [Fact]
    public async Task A_flip_sets_the_config_looks_and_brings_it_up()
    {
        var flip = Flip();
        var before = await _scene.MakeSoAsync(flip);
        Assert.Equal(("new", "new"), (_pulumi.Origin, _pulumi.Mode));
        Assert.Equal("old", before.Config["origin.www"]);
        Assert.Equal(["update www-worker"], _scene.Said);
        Assert.Contains("config set --path ietf:origin.www -- new", _pulumi.Asked);
        Assert.Equal(["config", "preview", "up"], _pulumi.Asked.Where(line => line is not "config --json" and not "stack export")
            .Select(line => line.Split(' ')[0]));

        await _scene.UndoAsync(flip, before);
        Assert.Equal(("old", "old"), (_pulumi.Origin, _pulumi.Mode));
        Assert.True(flip.IsUndone(before, (await _scene.ProbeAsync(flip)).Value!));
    }

    [Fact]
    public async Task Config_that_nobody_brought_up_is_half_done()
    {
        _pulumi.Write("origin", "new");
        Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(Flip())).Verdict);
        await _scene.MakeSoAsync(Flip());
        Assert.Equal("new", _pulumi.Mode);
    }

    [Fact]
    public async Task An_up_that_was_interrupted_is_half_done_and_is_cleared_up_first()
    {
        _pulumi.Write(
            "export.json", RecordedPulumi.Export("""{"resource":{"urn":"urn:pulumi:s::ietf::t::www-worker"},"type":"updating"}"""));
        var finding = await _scene.ProbeAsync(Flip());
        Assert.Equal(Verdict.HalfDone, finding.Verdict);
        Assert.Contains("1 operations of an interrupted up are open", finding.Why, StringComparison.Ordinal);
        await _scene.MakeSoAsync(Flip());
        Assert.Equal(["cancel", "refresh", "config", "preview", "up"], _pulumi.Asked
            .Where(line => line is not "config --json" and not "stack export").Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("""{"content":"export default { evil: 1 }","bindings":[{"name":"MODE","text":"new"}]}""", "www-worker content")]
    [InlineData("""{"content":"export default {}","bindings":[{"name":"ELSE","text":"new"}]}""", "www-worker bindings[*].name")]
    [InlineData("""{"content":"export default {}","bindings":[]}""", "www-worker bindings")]
    public async Task A_preview_that_holds_more_than_the_flip_is_refused_and_the_config_put_back(string inputs, string strange)
    {
        _pulumi.Write("preview.json", RecordedPulumi.Preview(inputs));
        var before = await _scene.ProbeAsync(Flip());
        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Flip(), before.Value!));
        Assert.Contains($"holds more than origin.www=new: {strange}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("old", "old"), (_pulumi.Origin, _pulumi.Mode));
        Assert.DoesNotContain(_pulumi.Asked, line => line.StartsWith("up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_the_approved_preview_is_brought_up()
    {
        var approved = Flip(_pulumi.Address with { Approved = _pulumi.Address.Approved.Add("origin.www=new", "0123") });
        var before = await _scene.ProbeAsync(approved);
        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(approved, before.Value!));
        Assert.Contains("and 0123 was approved", refused.Message, StringComparison.Ordinal);
        Assert.Equal(("old", "old"), (_pulumi.Origin, _pulumi.Mode));

        var seen = refused.Message.Split("has the hash ")[1][..64];
        var same = Flip(_pulumi.Address with { Approved = _pulumi.Address.Approved.Add("origin.www=new", seen) });
        await _scene.MakeSoAsync(same);
        Assert.Equal("new", _pulumi.Mode);
    }

    [Theory]
    [InlineData("""{"sequence":1,"diagnosticEvent":{"message":"error: 10000: Authentication error\n more","severity":"error"}}""",
        "error: 10000: Authentication error")]
    [InlineData("""{"sequence":1,"resOpFailedEvent":{"metadata":{"op":"update","urn":"urn:pulumi:s::ietf::t::www-worker"},"status":1}}""",
        "update of www-worker failed")]
    [InlineData("no events at all", "ended without a summary")]
    [InlineData("""{"sequence":1,"summaryEvent":{"maybeCorrupt":true}}""", "ended without a summary")]
    public async Task An_up_that_fails_says_why(string events, string why)
    {
        _pulumi.Write("events.jsonl", events + "\n");
        var before = await _scene.ProbeAsync(Flip());
        var failed = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Flip(), before.Value!));
        Assert.Contains(why, failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backend_that_is_down_is_one_sentence()
    {
        _pulumi.Write("stack.fails", "error: failed to load checkpoint: connection refused\n");
        var failed = await Assert.ThrowsAsync<EffectException>(() => _scene.ProbeAsync(Flip()));
        Assert.Equal("pulumi stack of organization/ietf/traffic-production on this machine exited with 255: "
            + "error: failed to load checkpoint: connection refused. Try the same command by hand to see more.", failed.Message);
    }

    [Fact]
    public void Maintenance_is_one_switch() => Assert.Throws<ArgumentException>(() =>
        Flips.To(new Place<StackAddress>("traffic"), "www", TrafficMode.Maintenance));

    private StackUp Flip(StackAddress? address = null) =>
        Flips.To(_scene.Place("traffic", address ?? _pulumi.Address), "www", TrafficMode.New);
}
