using System.Runtime.Versioning;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Files that were written on the new side come home, or somebody is told that they do not.</summary>
[SupportedOSPlatform("linux")]
public sealed class WayHomeTests : TwoDirectories
{
    [Fact]
    public async Task A_new_side_whose_file_system_has_gone_brings_nothing_home_and_is_not_said_to_have_done_so()
    {
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        Folder.Write("new/id/submitted-after.txt", "after the switch");
        Directory.Move(Folder["new"], Folder["gone"]);
        Directory.CreateDirectory(Folder["new"]);

        var (copied, proved) = (await Scene.ProbeAsync(Files.CopyBack(New, Old)), await Scene.ProbeAsync(Files.Contains(New, Old)));

        Assert.Equal((Verdict.Unknown, Verdict.Unknown), (copied.Verdict, proved.Verdict));
        Assert.Contains("its floor is 10; is its file system mounted?", copied.Why, StringComparison.Ordinal);
        Assert.Equal(copied.Why, proved.Why);
    }

    [Fact]
    public async Task Whether_files_could_come_home_is_asked_before_they_must_and_nothing_is_carried()
    {
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        Folder.Write("new/id/not-yet.txt", "later");
        var (here, there) = (new HostAddress { Host = "new.test", User = "u" }, new HostAddress { Host = "old.test", User = "u" });
        var far = Scene.Place("far", Address("new") with { Host = here });
        var away = Scene.Place("away", Address("old") with { Host = there });

        Assert.Equal(Verdict.Done, (await Scene.ProbeAsync(Files.CanCopyBack(New, Old))).Verdict);
        Assert.False(File.Exists(Folder["old/id/not-yet.txt"]));
        var apart = await Scene.ProbeAsync(Files.CanCopyBack(far, away));
        Assert.Equal(Verdict.NotDone, apart.Verdict);
        Assert.Contains("give the destination an rsync address (rsyncUrl)", apart.Why, StringComparison.Ordinal);
        File.Delete(Folder["new/.sentinel"]);
        var gone = await Scene.ProbeAsync(Files.CanCopyBack(New, Old));
        Assert.Contains("is its file system mounted?", gone.Why, StringComparison.Ordinal);
    }
}
