using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>A host that loses its power has afterwards what was on its disk, and nothing else.</summary>
public sealed class PowerCutTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public PowerCutTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root mounts.");
        foreach (var directory in (string[])["old", "disk", "after"])
            Directory.CreateDirectory(_folder[directory]);
        for (var nth = 0; nth < 200; nth++)
            _folder.Write($"old/draft-{nth}.txt", $"draft {nth}");
        File.WriteAllBytes(_folder["disk.img"], []);
        Run("truncate", "--size", "64M", _folder["disk.img"]);
        Run("mkfs.ext4", "-q", "-m", "0", _folder["disk.img"]);
        Run("mount", "-o", "loop", _folder["disk.img"], _folder["disk"]);
        Directory.CreateDirectory(_folder["disk/new"]);
    }

    public void Dispose()
    {
        foreach (var directory in (string[])["disk", "after"])
            Process.Start("umount", ["--quiet", "--lazy", _folder[directory]]).WaitForExit();
        _folder.Dispose();
    }

    [Fact]
    public async Task Files_that_were_proved_are_there_after_the_new_host_has_lost_its_power()
    {
        var (from, to) = (Place("old"), Place("disk/new"));
        await _scene.DoAsync(Files.FinalDelta(from, to), (await _scene.ProbeAsync(Files.FinalDelta(from, to))).Value!);

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.FinalDelta(from, to))).Verdict);
        Assert.Equal(200, Survivors());
    }

    [Fact]
    public async Task Files_that_came_home_are_there_after_the_old_host_has_lost_its_power()
    {
        var (newSide, home) = (Place("old"), Place("disk/new"));
        await _scene.MakeSoAsync(Files.CopyBack(newSide, home));

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.Contains(newSide, home))).Verdict);
        Assert.Equal(200, Survivors());
    }

    [Fact]
    public async Task What_a_pass_before_the_outage_has_copied_the_proof_has_not_to_write()
    {
        await _scene.MakeSoAsync(Files.CopyChanged(Place("old"), Place("disk/new")));
        Assert.Equal(200, Survivors());
    }

    /// <summary>How many files are whole on what the disk holds at this moment, in another machine as it were.</summary>
    private int Survivors()
    {
        File.Copy(_folder["disk.img"], _folder["after.img"], overwrite: true);
        Run("mount", "-o", "loop", _folder["after.img"], _folder["after"]);
        try
        {
            return Enumerable.Range(0, 200).Count(nth => _folder[$"after/new/draft-{nth}.txt"] is var file && File.Exists(file)
                && File.ReadAllText(file) == $"draft {nth}");
        }
        finally
        {
            Run("umount", _folder["after"]);
        }
    }

    private Place<DirectoryAddress> Place(string name) => _scene.Place(name.Replace('/', '.'), new DirectoryAddress
    {
        Host = new HostAddress { LockDirectory = _folder["locks"] },
        Path = _folder[name],
        Floor = new FileFloor { Files = 100, Bytes = 100, Sentinel = "draft-7.txt" },
        Manifests = _folder["manifests"],
    });

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
