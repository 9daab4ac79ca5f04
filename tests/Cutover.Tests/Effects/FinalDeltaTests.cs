using System.Diagnostics;
using System.Runtime.Versioning;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

[SupportedOSPlatform("linux")]
public sealed class FinalDeltaTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();
    private Place<DirectoryAddress> _from = null!;
    private Place<DirectoryAddress> _to = null!;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 20; i++)
            _folder.Write($"old/id/draft-{i}.txt", $"the text of draft {i}");
        _folder.Write("old/.sentinel", "here");
        Directory.CreateDirectory(_folder["new"]);
        (_from, _to) = (_scene.Place("old", Address("old")), _scene.Place("new", Address("new")));
        await _scene.MakeSoAsync(Files.Copy(_from, _to) with { AtMostPending = 0 });
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_small_directory_is_not_copied_before_the_copy_has_begun()
    {
        Directory.Delete(_folder["new"], recursive: true);
        Directory.CreateDirectory(_folder["new"]);

        var finding = await _scene.ProbeAsync(Files.Copy(_from, _to));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
    }

    [Fact]
    public async Task Only_the_paths_that_differ_are_named_and_copied()
    {
        _folder.Write("old/id/new\nline -rf.txt", "new");
        _folder.Write("old/other/deep/er.txt", "in a new directory");
        File.WriteAllText(_folder["old/id/draft-3.txt"], "another text");
        File.Delete(_folder["old/id/draft-4.txt"]);
        Link("old/id/draft-5.txt", "old/id/linked.txt");

        var before = await _scene.MakeSoAsync(Files.FinalDelta(_from, _to));

        Assert.Equal(
            [
                "id/draft-3.txt", "id/draft-4.txt", "id/draft-5.txt", "id/linked.txt", "id/new\nline -rf.txt", "other", "other/deep",
                "other/deep/er.txt",
            ],
            before.Copy);
        Assert.False(File.Exists(_folder["new/id/draft-4.txt"]));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.Same(_from, _to))).Verdict);
    }

    [Fact]
    public async Task A_content_that_differs_under_the_same_size_and_time_is_found_and_mended()
    {
        var file = _folder["new/id/draft-7.txt"];
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "the text of draft 8");
        File.SetLastWriteTimeUtc(file, time);

        var before = await _scene.MakeSoAsync(Files.FinalDelta(_from, _to));

        Assert.Equal(["id/draft-7.txt"], before.Copy);
        Assert.Equal("the text of draft 7", File.ReadAllText(file));
    }

    [Theory]
    [InlineData("id/later.txt")]
    [InlineData("later/a.txt")]
    public async Task A_file_written_again_within_the_second_of_its_copy_is_carried_with_the_others(string other)
    {
        var file = _folder["new/id/draft-7.txt"];
        var time = File.GetLastWriteTimeUtc(file);
        File.WriteAllText(file, "the text of draft 8");
        File.SetLastWriteTimeUtc(file, time);

        // A directory that is only there cannot be had by name, so that all is gone through.
        if (other.StartsWith("later", StringComparison.Ordinal))
            _folder.Write("new/gone/a.txt", "only there");
        _folder.Write($"old/{other}", "only here");

        await _scene.MakeSoAsync(Files.FinalDelta(_from, _to));

        Assert.Equal("the text of draft 7", File.ReadAllText(file));
        Assert.Equal("only here", File.ReadAllText(_folder[$"new/{other}"]));
        Assert.False(Directory.Exists(_folder["new/gone"]));
    }

    [Fact]
    public async Task A_directory_that_went_or_became_a_file_is_had_by_going_through_all()
    {
        _folder.Write("new/gone/a.txt", "only here");
        _folder.Write("new/id/later.txt/b.txt", "a directory here");
        _folder.Write("old/id/later.txt", "a file there");

        var before = await _scene.MakeSoAsync(Files.FinalDelta(_from, _to));

        Assert.Empty(before.Copy);
        Assert.False(Directory.Exists(_folder["new/gone"]));
        Assert.Equal("a file there", File.ReadAllText(_folder["new/id/later.txt"]));
    }

    [Fact]
    public async Task A_source_that_vanishes_after_it_was_compared_deletes_nothing()
    {
        File.WriteAllText(_folder["old/id/draft-3.txt"], "another text");
        var before = (await _scene.ProbeAsync(Files.FinalDelta(_from, _to))).Value!;
        Directory.Delete(_folder["old"], recursive: true);
        Directory.CreateDirectory(_folder["old"]);

        var failed = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Files.FinalDelta(_from, _to), before));

        Assert.Contains("sentinel", failed.Message, StringComparison.Ordinal);
        Assert.Equal(21, Directory.GetFiles(_folder["new"], "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_pass_before_the_outage_leaves_the_final_delta_only_what_came_after_it()
    {
        _folder.Write("old/id/before.txt", "before the pass");
        await _scene.MakeSoAsync(Files.CopyChanged(_from, _to));
        Assert.Equal("before the pass", File.ReadAllText(_folder["new/id/before.txt"]));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.FinalDelta(_from, _to))).Verdict);

        _folder.Write("old/id/after.txt", "after the pass");

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.CopyChanged(_from, _to))).Verdict);
        Assert.Equal(["id/after.txt"], (await _scene.ProbeAsync(Files.FinalDelta(_from, _to))).Value!.Copy);
    }

    [Fact]
    public async Task A_second_pass_looks_only_for_what_changed_since_the_first_and_the_final_delta_does_the_deletions()
    {
        var first = Files.CopyChanged(_from, _to);
        await _scene.MakeSoAsync(first);
        var done = _scene.Done("first", first, (await _scene.ProbeAsync(first)).Value!);
        _folder.Write("old/other/new\nline.txt", "after the first pass");
        Link("old/id/draft-5.txt", "old/id/linked.txt");
        File.Delete(_folder["old/id/draft-4.txt"]);

        await _scene.MakeSoAsync(Files.CopyChanged(_from, _to, done));

        Assert.Equal("after the first pass", File.ReadAllText(_folder["new/other/new\nline.txt"]));
        var left = await _scene.ProbeAsync(Files.FinalDelta(_from, _to));
        Assert.Equal(["id/draft-4.txt"], left.Value!.Copy);
    }

    [Fact]
    public async Task A_pass_from_a_source_below_its_floor_is_refused()
    {
        Directory.Delete(_folder["old"], recursive: true);
        Directory.CreateDirectory(_folder["old"]);

        await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(Files.CopyChanged(_from, _to), new PassSeen(false, 0)));

        Assert.Equal(21, Directory.GetFiles(_folder["new"], "*", SearchOption.AllDirectories).Length);
    }

    private void Link(string existing, string another)
    {
        using var process = Process.Start("ln", [_folder[existing], _folder[another]]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private DirectoryAddress Address(string side) => new()
    {
        Host = new HostAddress { LockDirectory = _folder["locks"] },
        Path = _folder[side],
        Floor = new FileFloor { Files = 10, Bytes = 100, Sentinel = ".sentinel" },
        Manifests = _folder["manifests"],
    };
}
