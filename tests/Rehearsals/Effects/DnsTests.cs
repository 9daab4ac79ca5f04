using System.Diagnostics;
using System.Runtime.Versioning;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

[SupportedOSPlatform("linux")]
public sealed class DnsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();
    private readonly Place<TargetAddress> _old;
    private readonly Place<TargetAddress> _edge;

    public DnsTests()
    {
        _old = _scene.Place("old", new TargetAddress { Values = ["127.0.0.21"] });
        _edge = _scene.Place("edge", new TargetAddress { Values = ["127.0.0.20"] });
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_lowered_TTL_is_remembered_by_the_zone_and_restored()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31", secondary: "127.0.0.32", ttl: 300);
        using var secondary = await KnotServer.SecondaryAsync("127.0.0.32", primary);
        var effect = Dns.LowerTtl(Name([primary, secondary]), 5);
        await _scene.UntilAsync(effect, Verdict.NotDone);

        var before = await _scene.MakeSoAsync(effect);
        var lowered = await _scene.ProbeAsync(effect);
        Assert.Equal(300, lowered.Value!.Old);
        Assert.All(lowered.Value.Answers, answer => Assert.Equal(5, answer.Ttl));

        await _scene.UndoAsync(effect, before);
        var restored = await _scene.UntilAsync(effect, Verdict.NotDone);
        Assert.True(effect.IsUndone(before, restored.Value!), restored.Why);
        Assert.Equal(300, restored.Value!.Old);
    }

    [Fact]
    public async Task A_name_is_flipped_and_back_at_every_server_with_its_TTL_kept()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31", secondary: "127.0.0.32", ttl: 7);
        using var secondary = await KnotServer.SecondaryAsync("127.0.0.32", primary);
        var effect = Dns.Flip(Name([primary, secondary]), _old, _edge);
        await _scene.UntilAsync(effect, Verdict.NotDone);

        var before = await _scene.MakeSoAsync(effect);
        var there = await _scene.ProbeAsync(effect);
        Assert.All(there.Value!.Answers, answer => Assert.Equal(7, answer.Ttl));

        await _scene.UndoAsync(effect, before);
        var back = await _scene.UntilAsync(effect, Verdict.NotDone);
        Assert.True(effect.IsUndone(before, back.Value!), back.Why);
    }

    [Fact]
    public async Task One_authoritative_server_that_lags_is_named()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        using var lagging = await KnotServer.PrimaryAsync("127.0.0.32");
        var name = Name([primary, lagging]);
        var flip = Dns.Flip(name, _old, _edge);
        await _scene.DoAsync(flip, (await _scene.ProbeAsync(flip)).Value!);

        var finding = await _scene.ProbeAsync(flip);
        Assert.Equal(Verdict.HalfDone, finding.Verdict);
        Assert.Contains($"{lagging.Server} says 127.0.0.21", finding.Why, StringComparison.Ordinal);

        var everywhere = await _scene.ProbeAsync(Dns.Everywhere(name, _edge));
        Assert.Equal(Verdict.NotDone, everywhere.Verdict);
        Assert.Contains(lagging.Server, everywhere.Why, StringComparison.Ordinal);
        Assert.DoesNotContain($"{primary.Server} says", everywhere.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resolver_that_holds_answers_too_long_keeps_everywhere_from_coming_true()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31", ttl: 1);
        using var honest = await UnboundResolver.StartAsync("127.0.0.33", 0, primary);
        using var holding = await UnboundResolver.StartAsync("127.0.0.34", 600, primary);
        var name = Name([primary], honest.Server, holding.Server);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Dns.Everywhere(name, _old))).Verdict);

        await _scene.MakeSoAsync(Dns.Flip(name, _old, _edge));
        var believed = _scene.Place("believed", Address([primary]) with { Resolvers = [honest.Server] });
        await _scene.UntilAsync(Dns.Everywhere(believed, _edge), Verdict.Done);

        var finding = await _scene.ProbeAsync(Dns.Everywhere(name, _edge));
        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains($"{holding.Server} says 127.0.0.21", finding.Why, StringComparison.Ordinal);
        Assert.DoesNotContain(honest.Server, finding.Why, StringComparison.Ordinal);
    }

    /// <summary>Turning back saw nothing to undo, and then the update arrived: the TTL's own undo found a name it did not know.</summary>
    [Fact]
    public async Task An_update_that_is_given_up_on_its_way_is_over_when_its_step_is()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        await using var slow = new SlowUpdates("127.0.0.35", primary.Server, TimeSpan.FromMilliseconds(700));
        var flip = Dns.Flip(_scene.Place("name", Address([primary]) with { UpdateServer = slow.Server }), _old, _edge);
        var before = (await _scene.ProbeAsync(flip)).Value!;
        using var turnsBack = new CancellationTokenSource();

        var doing = _scene.DoAsync(flip, before, turnsBack.Token);
        await slow.Reached.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await turnsBack.CancelAsync();
        var ended = await Record.ExceptionAsync(() => doing);
        var over = await _scene.ProbeAsync(flip);

        Assert.True(over.Verdict == Verdict.Done, $"{over.Why} {ended}");
    }

    [Fact]
    public async Task Undo_after_somebody_elses_change_is_refused_and_changes_nothing()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        var name = Name([primary]);
        var ours = Dns.Flip(name, _old, _edge);
        var before = await _scene.MakeSoAsync(ours);
        var theirs = _scene.Place("theirs", new TargetAddress { Values = ["127.0.0.99"] });
        await _scene.MakeSoAsync(Dns.Flip(name, _edge, theirs));

        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.UndoAsync(ours, before));

        Assert.Contains("127.0.0.99", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Dns.Everywhere(name, theirs))).Verdict);
    }

    [Fact]
    public async Task An_update_that_was_overtaken_between_looking_and_setting_is_refused_by_the_server()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        var overtaken = _scene.Place("overtaken", Address([primary]) with { UpdateProgram = Overtaking(primary) });

        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Dns.Flip(overtaken, _old, _edge), null!));

        Assert.Contains("NXRRSET", refused.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.98", (await _scene.ProbeAsync(Dns.Everywhere(Name([primary]), _edge))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_down_is_unknown_and_named()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        using var other = await KnotServer.PrimaryAsync("127.0.0.32");
        other.Down();
        var name = Name([primary, other]);

        foreach (
            var finding in new[] { await VerdictAsync(Dns.LowerTtl(name, 5)), await VerdictAsync(Dns.Flip(name, _old, _edge)),
                await VerdictAsync(Dns.Everywhere(name, _old)) })
        {
            Assert.Equal(Verdict.Unknown, finding.Verdict);
            Assert.Contains(other.Server, finding.Why, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("nowhere.lab.test", "lab.test", "NXDOMAIN")]
    [InlineData("www.other.test", "other.test", "REFUSED")]
    public async Task An_error_in_place_of_an_answer_is_unknown(string name, string zone, string code)
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        var place = _scene.Place("name", Address([primary]) with { Name = name, Zone = zone });

        var finding = await _scene.ProbeAsync(Dns.Everywhere(place, _old));

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains(code, finding.Why, StringComparison.Ordinal);
        Assert.Contains(primary.Server, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_changes_nothing_and_is_in_no_message()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        var key = _folder.Write("wrong.key", "hmac-sha256:cut:d3JvbmcgYnV0IGxvbmcgZW5vdWdoIGZvciBhIGtleSE=\n");
        var name = _scene.Place("name", Address([primary]) with { KeyFile = key });

        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Dns.Flip(name, _old, _edge), null!));

        Assert.DoesNotContain("d3Jvbmcg", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Dns.Everywhere(name, _old))).Verdict);
    }

    [Fact]
    public async Task An_update_is_seen_at_the_server_at_once()
    {
        using var primary = await KnotServer.PrimaryAsync("127.0.0.31");
        var name = Name([primary]);
        var (there, back) = (Dns.Flip(name, _old, _edge), Dns.Flip(name, _edge, _old));
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var watch = Stopwatch.StartNew();
            await _scene.DoAsync(i % 2 == 0 ? there : back, null!);
            Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(i % 2 == 0 ? there : back)).Verdict);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.SendDiagnosticMessage($"DNS update to visible: median {times[5]:0} ms, longest {times[^1]:0} ms");
    }

    private async Task<(Verdict Verdict, string Why)> VerdictAsync<T>(IProbe<T> probe)
    {
        var finding = await _scene.ProbeAsync(probe);
        return (finding.Verdict, finding.Why);
    }

    private Place<NameAddress> Name(KnotServer[] servers, params string[] resolvers) =>
        _scene.Place("name", Address(servers) with { Resolvers = resolvers });

    private NameAddress Address(KnotServer[] servers) => new()
    {
        Zone = "lab.test",
        Name = "www.lab.test",
        Servers = [.. servers.Select(server => server.Server)],
        UpdateServer = servers[0].Server,
        KeyFile = servers[0].KeyFile,
        Host = new HostAddress { LockDirectory = _folder["locks"] },
    };

    /// <summary>An update program before which somebody else's update comes in.</summary>
    private string Overtaking(KnotServer primary)
    {
        var update = _folder.Write("overtaking.update", $"""
            server {primary.Server.Replace(':', ' ')}
            zone lab.test.
            del www.lab.test. A
            add www.lab.test. 300 A 127.0.0.98
            send
            """ + "\n");
        var script = $"#!/bin/sh\nknsupdate -k {primary.KeyFile} {update}\nexec knsupdate \"$@\"";
        var path = _folder.Write("overtaking", script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return path;
    }
}
