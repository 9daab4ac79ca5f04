using System.Runtime.Versioning;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Files that were written on the new side come home, or somebody is told that they do not.</summary>
[SupportedOSPlatform("linux")]
public sealed class WayHomeTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();
    private readonly Place<DirectoryAddress> _from;
    private readonly Place<DirectoryAddress> _to;

    public WayHomeTests()
    {
        for (var i = 0; i < 20; i++)
            _folder.Write($"old/id/draft-{i}.txt", $"the text of draft {i}");
        _folder.Write("old/.sentinel", "here");
        Directory.CreateDirectory(_folder["new"]);
        _from = _scene.Place("old", Address("old"));
        _to = _scene.Place("new", Address("new"));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_side_whose_file_system_has_gone_brings_nothing_home_and_is_not_said_to_have_done_so()
    {
        await _scene.MakeSoAsync(Files.FinalDelta(_from, _to));
        _folder.Write("new/id/submitted-after.txt", "after the switch");
        Directory.Move(_folder["new"], _folder["gone"]);
        Directory.CreateDirectory(_folder["new"]);

        var (copied, proved) = (await _scene.ProbeAsync(Files.CopyBack(_to, _from)), await _scene.ProbeAsync(Files.Contains(_to, _from)));

        Assert.Equal((Verdict.Unknown, Verdict.Unknown), (copied.Verdict, proved.Verdict));
        Assert.Contains("its floor is 10; is its file system mounted?", copied.Why, StringComparison.Ordinal);
        Assert.Equal(copied.Why, proved.Why);
    }

    [Fact]
    public async Task Whether_files_could_come_home_is_asked_before_they_must_and_nothing_is_carried()
    {
        await _scene.MakeSoAsync(Files.FinalDelta(_from, _to));
        _folder.Write("new/id/not-yet.txt", "later");
        var (here, there) = (new HostAddress { Host = "new.test", User = "u" }, new HostAddress { Host = "old.test", User = "u" });
        var far = _scene.Place("far", Address("new") with { Host = here });
        var away = _scene.Place("away", Address("old") with { Host = there });

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.CanCopyBack(_to, _from))).Verdict);
        Assert.False(File.Exists(_folder["old/id/not-yet.txt"]));
        var apart = await _scene.ProbeAsync(Files.CanCopyBack(far, away));
        Assert.Equal(Verdict.NotDone, apart.Verdict);
        Assert.Contains("give the destination an rsync address (rsyncUrl)", apart.Why, StringComparison.Ordinal);
        File.Delete(_folder["new/.sentinel"]);
        var gone = await _scene.ProbeAsync(Files.CanCopyBack(_to, _from));
        Assert.Contains("is its file system mounted?", gone.Why, StringComparison.Ordinal);
    }

    private DirectoryAddress Address(string name) => new()
    {
        Path = _folder[name],
        Manifests = _folder["manifests"],
        Floor = new FileFloor { Files = 10, Bytes = 100, Sentinel = ".sentinel" },
    };
}
