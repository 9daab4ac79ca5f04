using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>A directory that nobody may write to any more, on real mounts.</summary>
public sealed class FilesFenceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();
    private readonly string _directory;
    private readonly string _file;
    private readonly FenceFiles _fence;
    private readonly UnfenceFiles _unfence;

    public FilesFenceTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root mounts, and sees every process.");
        _directory = _folder["a disk"];
        Directory.CreateDirectory(_directory);
        _file = Path.Combine(_directory, "draft.txt");
        var place = _scene.Place("a", new DirectoryAddress { Path = _directory });
        (_fence, _unfence) = (Files.Fence(place, 1.Minutes()), Files.Unfence(place));
    }

    public void Dispose()
    {
        Run("umount", "--quiet", "--lazy", _directory);
        _folder.Dispose();
    }

    [Theory]
    [InlineData("a directory mounted on itself", false)]
    [InlineData("a whole file system", true)]
    public async Task A_mount_refuses_every_write_until_the_fence_is_taken_back(string what, bool isWhole)
    {
        Mount(isWhole);
        await File.WriteAllTextAsync(_file, what, TestContext.Current.CancellationToken);
        var before = await _scene.MakeSoAsync(_fence);
        Assert.False(before.IsReadOnly);

        Assert.Throws<IOException>(() => File.AppendAllText(_file, "one more line"));
        Assert.Throws<IOException>(() => File.WriteAllText(Path.Combine(_directory, "new.txt"), "one more file"));

        await _scene.UndoAsync(_fence, before);
        Assert.True(_fence.IsUndone(before, (await _scene.ProbeAsync(_fence)).Value!));
        await File.AppendAllTextAsync(_file, " again", TestContext.Current.CancellationToken);
        Assert.Equal($"{what} again", await File.ReadAllTextAsync(_file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Whoever_has_a_file_open_for_writing_keeps_the_fence_from_standing_and_is_named()
    {
        Mount(isWhole: false);
        var before = await _scene.ProbeAsync(_fence);
        await using (new FileStream(_file, FileMode.Create, FileAccess.Write))
        {
            var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(_fence, before.Value!));
            Assert.Contains($"process {Environment.ProcessId} on {_file}", refused.Message, StringComparison.Ordinal);
        }

        await _scene.DoAsync(_fence, before.Value!);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(_fence)).Verdict);
    }

    [Fact]
    public async Task Turning_back_after_the_opening_makes_it_writable_for_the_files_that_come_home()
    {
        Mount(isWhole: false);
        await _scene.MakeSoAsync(_fence);
        await _scene.MakeSoAsync(_unfence);
        await File.WriteAllTextAsync(_file, "home again", TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(_unfence)).Verdict);
    }

    [Fact]
    public async Task Where_it_is_no_mount_nobody_may_have_a_file_open()
    {
        await using (new FileStream(_file, FileMode.Create, FileAccess.Write))
            Assert.Equal(Verdict.NotDone, (await _scene.ProbeAsync(_fence)).Verdict);

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(_fence)).Verdict);
    }

    private void Mount(bool isWhole)
    {
        string[] mount = isWhole ? ["-t", "tmpfs", "none", _directory] : ["--bind", _directory, _directory];
        Assert.Equal(0, Run("mount", mount));
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }
}
