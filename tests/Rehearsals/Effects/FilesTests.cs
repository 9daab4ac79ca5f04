using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

public sealed class FilesTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_cross_to_an_rsync_daemon_whose_password_is_in_no_argument_list()
    {
        Seed(200);
        Directory.CreateDirectory(_folder["new"]);
        using var server = await RsyncServer.StartAsync("127.0.0.22", _folder["new"]);
        var (from, to) = (From(), To(server));
        var watching = WatchArgumentsAsync();

        await _scene.MakeSoAsync(Files.Copy(from, to) with { AtMostPending = 0 });
        _folder.Write("old/id/7/draft-new.txt", "written during the copy");
        File.Delete(_folder["old/id/3/draft-3.txt"]);
        await _scene.MakeSoAsync(Files.FinalDelta(from, to));

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.Same(from, to))).Verdict);
        Assert.False(File.Exists(_folder["new/id/3/draft-3.txt"]));
        Assert.DoesNotContain("s3same", await watching, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_cross_over_ssh_and_are_hashed_there()
    {
        Seed(50);
        using var server = await SshServer.StartAsync("127.0.0.22");
        var from = From();
        var to = _scene.Place("new", Address("new") with { Host = server.Address });
        Directory.CreateDirectory(_folder["new"]);

        await _scene.MakeSoAsync(Files.Copy(from, to) with { AtMostPending = 0 });
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.Same(from, to))).Verdict);

        _folder.Write("new/late.txt", "written after the switch");
        await _scene.MakeSoAsync(Files.CopyBack(to, from));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.Contains(to, from))).Verdict);
        Assert.True(File.Exists(_folder["old/late.txt"]));
    }

    [Theory]
    [InlineData("the final delta")]
    [InlineData("the pass after a pass")]
    public async Task A_source_behind_ssh_that_vanishes_after_it_was_seen_deletes_nothing_here(string which)
    {
        Seed(50);
        using var server = await SshServer.StartAsync("127.0.0.22");
        var from = _scene.Place("old", Address("old") with { Host = server.Address });
        var to = _scene.Place("new", Address("new"));
        Directory.CreateDirectory(_folder["new"]);
        var first = Files.CopyChanged(from, to);
        await _scene.MakeSoAsync(first);
        var near = _scene.Done("near", first, (await _scene.ProbeAsync(first)).Value!);
        var there = Directory.GetFiles(_folder["new"], "*", SearchOption.AllDirectories).Length;
        File.Delete(_folder["new/id/7/draft-7.txt"]);
        var before = (await _scene.ProbeAsync(Files.FinalDelta(from, to))).Value!;
        Directory.Delete(_folder["old"], recursive: true);
        _folder.Write("old/lost+found", "");

        await Assert.ThrowsAsync<EffectException>(() => which == "the final delta"
            ? _scene.DoAsync(Files.FinalDelta(from, to), before)
            : _scene.DoAsync(Files.CopyChanged(from, to, near), new PassSeen(false, 0)));

        Assert.Equal(there - 1, Directory.GetFiles(_folder["new"], "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Forty_thousand_files_in_the_freeze()
    {
        Seed(40_000);
        Directory.CreateDirectory(_folder["new"]);
        using var server = await RsyncServer.StartAsync("127.0.0.22", _folder["new"]);
        var (from, to) = (From(), To(server));
        await _scene.MakeSoAsync(Files.Copy(from, to) with { AtMostPending = 0 });
        await Task.Delay(2100, TestContext.Current.CancellationToken);
        var (hashFrom, hashTo) = (Files.HashAhead(from), Files.HashAhead(to));
        var (aheadFrom, aheadTo) = (await AheadAsync("hash.old", hashFrom), await AheadAsync("hash.new", hashTo));
        var delta = Files.FinalDelta(from, to, aheadFrom, aheadTo);
        var (copies, probes, proofs) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < 7; round++)
        {
            for (var i = 0; i < 30; i++)
                _folder.Write($"old/id/{i}/late-{round}-{i}.txt", $"late {round} {i}");

            var watch = Stopwatch.StartNew();
            var before = await _scene.ProbeAsync(delta);
            probes.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            await _scene.DoAsync(delta, before.Value!);
            copies.Add(watch.Elapsed.TotalMilliseconds);
            watch.Restart();
            var proof = await _scene.ProbeAsync(delta);
            proofs.Add(watch.Elapsed.TotalMilliseconds);

            Assert.True(proof.Verdict == Verdict.Done, proof.Why);
            Assert.Equal(60 * (round + 1), proof.Value!.Hashed);
        }

        foreach (
            var (what, times) in new[] { ("listing and comparing both sides", probes), ("copying what differs", copies),
                ("proof of content", proofs) })
        {
            times.Sort();
            TestContext.Current.SendDiagnosticMessage($"40,000 files, {what}: median {times[3]:0} ms, shortest {times[0]:0} ms");
        }
    }

    private async Task<Step<ManifestSeen>> AheadAsync(string id, HashAhead effect)
    {
        await _scene.MakeSoAsync(effect);
        return _scene.Done(id, effect, (await _scene.ProbeAsync(effect)).Value!);
    }

    private void Seed(int files)
    {
        for (var i = 0; i < files; i++)
            _folder.Write($"old/id/{i % 40}/draft-{i}.txt", string.Concat(Enumerable.Repeat($"draft {i}\n", 400)));
        _folder.Write("old/.sentinel", "here");
    }

    private Place<DirectoryAddress> From() => _scene.Place("old", Address("old"));

    private Place<DirectoryAddress> To(RsyncServer server) =>
        _scene.Place("new", Address("new") with { RsyncUrl = server.Url, RsyncSecretFile = server.SecretFile });

    private DirectoryAddress Address(string side) => new()
    {
        Host = new HostAddress { LockDirectory = _folder["locks"] },
        Path = _folder[side],
        Floor = new FileFloor { Files = 10, Bytes = 100, Sentinel = ".sentinel" },
        Manifests = _folder["manifests"],
    };

    /// <summary>Every argument list on the machine that has rsync in it, for a while.</summary>
    private static async Task<string> WatchArgumentsAsync()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(1.5))
        {
            foreach (var process in Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
            {
                try
                {
                    var arguments = await File.ReadAllTextAsync($"{process}/cmdline");
                    if (arguments.Contains("rsync", StringComparison.Ordinal))
                        seen.Add(arguments);
                }
                catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
                {
                    // It ended meanwhile.
                }
            }

            await Task.Delay(1);
        }

        return string.Join('\n', seen);
    }
}
