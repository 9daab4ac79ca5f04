using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>IMAP and rsync, which follow the files: what an incomplete or careless move would do to clients out there.</summary>
[Collection("archive lab")]
public sealed class FollowersDefects(ArchiveLab lab)
{
    private readonly Scene _scene = new() { Run = $"test-{Guid.NewGuid():N}" };

    private LabEstate Estate => lab.Estate;

    /// <summary>Hazard 3: mirrors with --delete, and a server whose file system is not mounted.</summary>
    [Fact]
    public async Task A_missing_mount_that_would_make_mirrors_delete_is_seen_before_the_port_is_open()
    {
        var (old, next) = (Daemon("old", Estate.OldMirrors), Daemon("new", Estate.NewMirrors));
        await _scene.MakeSoAsync(Mirrors.Follow(old));
        foreach (var path in (string[])[
            Path.Combine(Estate.NewA, "ietfdata/doc/draft/repository"), Path.Combine(Estate.NewA, "www/www6s/proceedings"),
            Path.Combine(Estate.NewArchive, "archive")])
        {
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            Directory.CreateDirectory(path);
        }

        var empty = await _scene.ProbeAsync(Mirrors.NobodyDeletes(old, next));
        Assert.Equal(Verdict.NotDone, empty.Verdict);
        Assert.True(empty.Value!.Delete > 200, empty.Why);
        Assert.Contains("is everything mounted there?", empty.Why, StringComparison.Ordinal);

        await CopyAsync(Estate.OldA, Estate.NewA);
        var half = await _scene.ProbeAsync(Mirrors.NobodyDeletes(old, next));
        Assert.Contains("mailman-archive/", half.Why, StringComparison.Ordinal);

        await CopyAsync(Estate.OldArchive, Estate.NewArchive);
        var whole = await _scene.ProbeAsync(Mirrors.NobodyDeletes(old, next));
        Assert.True(whole.Verdict == Verdict.Done, whole.Why);
    }

    /// <summary>N4: what IMAP serves changed with the move.</summary>
    [Fact]
    public async Task A_client_that_had_synced_finds_what_it_remembers_unless_its_uids_were_left_behind()
    {
        var (old, next) = (Mailboxes("imap.old", Estate.OldImap), Mailboxes("imap.new", Estate.NewImap));
        var before = _scene.Done("sync", Imap.Sync(old), (await _scene.ProbeAsync(Imap.Sync(old))).Value!);
        await lab.ServiceAsync("imap-old", "stop");
        try
        {
            // A second passes, because Dovecot makes a new UIDVALIDITY of the time.
            await Task.Delay(1100, TestContext.Current.CancellationToken);
            await CopyAsync(Estate.OldArchive, Estate.NewArchive, "--exclude=/imap-control/**");
            await lab.ServiceAsync("imap-new", "start");
            var forgotten = await _scene.ProbeAsync(Imap.Keeps(next, before));
            await lab.ServiceAsync("imap-new", "stop");
            Assert.Equal(Verdict.NotDone, forgotten.Verdict);
            Assert.Contains("has UIDVALIDITY", forgotten.Why, StringComparison.Ordinal);

            await CopyAsync(Estate.OldArchive, Estate.NewArchive);
            var folders = Path.Combine(Estate.NewArchive, "imap");
            var folder = Directory.EnumerateDirectories(folders).Order(StringComparer.Ordinal).First();
            Directory.Move(folder, $"{folder}-renamed");
            Directory.Delete(Path.Combine(Estate.Directory, "run", "imap-new", "index"), recursive: true);
            await lab.ServiceAsync("imap-new", "start");
            var renamed = await _scene.ProbeAsync(Imap.Keeps(next, before));
            await lab.ServiceAsync("imap-new", "stop");
            Assert.Contains($"{Path.GetFileName(folder)} is not there", renamed.Why, StringComparison.Ordinal);

            await CopyAsync(Estate.OldArchive, Estate.NewArchive);
            Directory.Delete(Path.Combine(Estate.Directory, "run", "imap-new", "index"), recursive: true);
            await lab.ServiceAsync("imap-new", "start");
            var kept = await _scene.ProbeAsync(Imap.Keeps(next, before));
            Assert.True(kept.Verdict == Verdict.Done, kept.Why);
        }
        finally
        {
            await lab.ServiceAsync("imap-new", "stop");
            await lab.ServiceAsync("imap-old", "start");
        }
    }

    [Fact]
    public async Task A_draft_that_expires_while_a_mirror_pulls_is_no_failure_of_the_pull()
    {
        var old = Daemon("old", Estate.OldMirrors);
        var drafts = Path.Combine(Estate.OldA, "ietfdata/doc/draft/repository");
        var (large, expires) = (Path.Combine(drafts, "draft-a-large-00.txt"), Path.Combine(drafts, "draft-z-expires-00.txt"));
        await File.WriteAllBytesAsync(large, new byte[200_000_000], TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(expires, "x", TestContext.Current.CancellationToken);
        try
        {
            // While the large one travels, the listing is made and what comes after it was not opened yet.
            var mirror = Directory.CreateDirectory(Path.Combine(Estate.Directory, "guests-data", "mirror", "internet-drafts"));
            using var under = new FileSystemWatcher(mirror.FullName) { EnableRaisingEvents = true };
            under.Created += (_, made) =>
            {
                if (made.Name!.Contains(".draft-a-large-00.txt.", StringComparison.Ordinal))
                    File.Delete(expires);
            };
            await _scene.MakeSoAsync(Mirrors.Follow(old) with { AtMostBehind = 0 });
            Assert.False(File.Exists(expires));
        }
        finally
        {
            File.Delete(large);
        }
    }

    /// <summary>As the night's own copies are made.</summary>
    private static async Task CopyAsync(string from, string to, params string[] more)
    {
        using var rsync = System.Diagnostics.Process.Start("rsync", ["-aHAX", "--delete", .. more, $"{from}/", $"{to}/"]);
        await rsync.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, rsync.ExitCode);
    }

    private HostAddress Host() => new() { LockDirectory = Path.Combine(Path.GetTempPath(), $"cutover-archive-locks-{_scene.Run}") };

    private Place<MirrorAddress> Daemon(string name, LabMirrors daemon) => _scene.Place(name, new MirrorAddress
    {
        Host = Host(),
        Url = $"rsync://{daemon.Address}",
        Configuration = daemon.Configuration,
        Modules = daemon.Modules,
        Mirror = Path.Combine(Estate.Directory, "guests-data", "mirror"),
    });

    private Place<ImapAddress> Mailboxes(string name, LabImap server) => _scene.Place(name, ArchiveLab.Mailboxes(server));
}
