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
        Assert.Equal(["config", "preview", "config", "up"], _pulumi.Asked.Where(line => line is not "config --json" and not "stack export")
            .Select(line => line.Split(' ')[0]));

        await _scene.UndoAsync(flip, before);
        Assert.Equal(("old", "old"), (_pulumi.Origin, _pulumi.Mode));
        Assert.True(flip.IsUndone(before, (await _scene.ProbeAsync(flip)).Value!));
    }

    [Fact]
    public async Task Config_that_nobody_brought_up_is_half_done()
    {
        _pulumi.Write(RecordedPulumi.ConfigFile, "new");
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
        Assert.Equal(["cancel", "refresh", "config", "preview", "config", "up"], _pulumi.Asked
            .Where(line => line is not "config --json" and not "stack export").Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("""{"content":"export default { evil: 1 }","bindings":[{"name":"MODE","text":"new"}]}""", "www-worker content")]
    [InlineData("""{"content":"export default {}","bindings":[{"name":"ELSE","text":"new"}]}""", "www-worker bindings[*].name")]
    [InlineData("""{"content":"export default {}","bindings":[]}""", "www-worker bindings")]
    public async Task A_preview_that_holds_more_than_the_flip_is_refused_and_the_config_left_alone(string inputs, string strange)
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
        var address = _pulumi.Address with { Approvals = _pulumi.Approvals };
        var before = await _scene.ProbeAsync(Flip(address));
        var none = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Flip(address), before.Value!));
        Assert.Contains("is approved for origin.www=new", none.Message, StringComparison.Ordinal);

        _pulumi.Write("approved.json", """{"origin.www=new":"0123"}""");
        var other = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Flip(address), before.Value!));
        Assert.Contains("and 0123 was approved", other.Message, StringComparison.Ordinal);
        Assert.Equal(("old", "old"), (_pulumi.Origin, _pulumi.Mode));
        Assert.DoesNotContain(_pulumi.Asked, line => line.StartsWith("up", StringComparison.Ordinal));

        await ApproveAsync(address);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Approved(address))).Verdict);
        before = await _scene.ProbeAsync(Flip(address));
        await _scene.MakeSoAsync(Flip(address));
        // The way back ends where somebody looked, so it is approved with the way there.
        await _scene.UndoAsync(Flip(address), before.Value!);
        Assert.Equal(("old", "old"), (_pulumi.Origin, _pulumi.Mode));
    }

    [Fact]
    public async Task What_changed_since_it_was_approved_is_seen_before_the_night()
    {
        var address = _pulumi.Address with { Approvals = _pulumi.Approvals };
        await ApproveAsync(address);
        _pulumi.Write("preview.json", RecordedPulumi.Preview(
            """{"content":"export default {}","bindings":[{"name":"MODE","text":"ORIGIN","and":"more"}]}"""));
        var changed = await _scene.ProbeAsync(Approved(address));
        Assert.Equal(Verdict.NotDone, changed.Verdict);
        Assert.Contains("www-worker bindings[*].and", changed.Why, StringComparison.Ordinal);
        Assert.Equal([Path.GetFileName(RecordedPulumi.ConfigFile)], _pulumi.ConfigFiles);
    }

    [Fact]
    public async Task What_is_approved_is_what_was_looked_at_though_it_has_changed_since()
    {
        var address = _pulumi.Address with { Approvals = _pulumi.Approvals };
        var looked = await Approved(address).LookAsync(address, Stop);
        _pulumi.Write("preview.json", RecordedPulumi.Preview(
            """{"content":"export default {}","bindings":[{"name":"MODE","text":"ORIGIN, since then"}]}"""));
        await Approved(address).ApproveAsync(address, looked, Stop);

        var again = await Approved(address).LookAsync(address, Stop);

        Assert.Equal(Verdict.NotDone, (await _scene.ProbeAsync(Approved(address))).Verdict);
        Assert.Equal(looked.Select(preview => preview.Plan.Hash), again.Select(preview => preview.Approved));
        Assert.All(again, preview => Assert.NotEqual(preview.Approved, preview.Plan.Hash));
    }

    [Fact]
    public async Task A_look_approves_nothing()
    {
        var address = _pulumi.Address with { Approvals = _pulumi.Approvals };
        var previews = await Approved(address).LookAsync(address, Stop);
        Assert.Equal(["origin.www=new", "origin.www=old"], previews.Select(preview => preview.Change));
        Assert.All(previews, preview => Assert.Null(preview.Approved));
        Assert.False(File.Exists(_pulumi.Approvals));
        _pulumi.Write("approved.json", "{");
        var broken = await Assert.ThrowsAsync<EffectException>(() => _scene.ProbeAsync(Approved(address)));
        Assert.Contains("is no file of approved previews", broken.Message, StringComparison.Ordinal);
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
        Flips.To(new Place<StackAddress>("traffic"), ["www"], TrafficMode.Maintenance));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private async Task ApproveAsync(StackAddress address) =>
        await Approved(address).ApproveAsync(address, await Approved(address).LookAsync(address, Stop), Stop);

    private PreviewsApproved Approved(StackAddress address) =>
        Flips.Approved(_scene.Place("traffic", address), ["www"], TrafficMode.Old, TrafficMode.New);

    private StackUp Flip(StackAddress? address = null) =>
        Flips.To(_scene.Place("traffic", address ?? _pulumi.Address), ["www"], TrafficMode.New);
}
