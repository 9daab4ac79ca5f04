using System.Net;
using System.Net.Sockets;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>A new host whose address nobody put on a list, and a volume that is too slow.</summary>
public sealed class HostDefects : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    private HostAddress Host => new() { LockDirectory = _folder["locks"] };

    public async ValueTask InitializeAsync() => await LabRequirements.EnsureAsync(_ => { }, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Hazard 9: IANA's API, the relay, the list server behind an access proxy know the old addresses only.</summary>
    [Fact]
    public async Task A_partner_that_is_shut_one_that_sends_away_and_one_that_is_silent_are_each_named()
    {
        await using var open = new CannedSite(CannedSite.Answer(401, ""));
        await using var away = new CannedSite(CannedSite.Answer(403, ""));
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var shut = $"127.0.0.1:{Daemon.FreePort("127.0.0.1")}";
        var (known, unknown) = ($"http://{open.Address.ConnectTo}/", $"http://{away.Address.ConnectTo}/");
        var mute = $"http://{silent.LocalEndpoint}/";

        var reached = await ReachAsync(known, open.Address.ConnectTo!, silent.LocalEndpoint.ToString()!);
        var refused = await ReachAsync(known, unknown, mute, shut, "nobody.invalid:25");

        Assert.True(reached.Verdict == Verdict.Done, reached.Why);
        Assert.Equal((Verdict.NotDone, new ReachSeen(5, 4)), (refused.Verdict, refused.Value));
        Assert.Contains($"{unknown} (answered 403)", refused.Why, StringComparison.Ordinal);
        Assert.Matches($"{mute} \\([^;]*timed out", refused.Why);
        Assert.Matches($"{shut} \\([^;]*Connection refused", refused.Why);
        Assert.Matches("nobody.invalid:25 \\([^;]+\\)", refused.Why);
        Assert.DoesNotContain(known, refused.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-x", "'-x' of partners is no target")]
    [InlineData("host:25; reboot", "'host:25; reboot' of partners is no target")]
    [InlineData(null, "has no targets|no targets")]
    public async Task What_is_no_target_is_told_and_not_tried(string? target, string sentence)
    {
        var finding = target is null ? await ReachAsync() : await ReachAsync(target);

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Matches(sentence, finding.Why);
    }

    /// <summary>Hazard 12: nobody had measured the new volume.</summary>
    [Fact]
    public async Task Files_are_read_past_the_cache_and_a_volume_slower_than_asked_is_seen()
    {
        for (var file = 0; file < 300; file++)
            _folder.Write($"a/id/draft {file}.txt", new string('x', 10_000));
        var files = _scene.Place("files", new DirectoryAddress { Host = Host, Path = _folder["a"] });

        var fast = await _scene.ProbeAsync(Files.ReadsWithin(files, "id", 5.Seconds(), 30.Seconds()));
        var slow = await _scene.ProbeAsync(Files.ReadsWithin(files, "id", TimeSpan.FromTicks(1), 30.Seconds()));
        var endless = await _scene.ProbeAsync(Files.ReadsWithin(files, "id", 5.Seconds(), TimeSpan.FromTicks(1)));
        var none = await _scene.ProbeAsync(Files.ReadsWithin(files, "not-mounted", 5.Seconds(), 30.Seconds()));

        Assert.True(fast.Verdict == Verdict.Done, fast.Why);
        Assert.Equal((300, 200), (fast.Value!.Names, fast.Value.Read));
        Assert.Equal((Verdict.NotDone, Verdict.NotDone), (slow.Verdict, endless.Verdict));
        Assert.Contains("at most 0 and 5000 ms are allowed", endless.Why, StringComparison.Ordinal);
        Assert.Contains("a faster volume is needed", slow.Why, StringComparison.Ordinal);
        Assert.Equal(Verdict.Unknown, none.Verdict);
        Assert.Contains("not-mounted on this machine is not a directory", none.Why, StringComparison.Ordinal);
    }

    private Task<Finding<ReachSeen>> ReachAsync(params string[] targets) => _scene.ProbeAsync(
        Net.Reaches(_scene.Place("partners", new ReachAddress { Host = Host, Targets = targets })) with { PatienceSeconds = 2 });
}
