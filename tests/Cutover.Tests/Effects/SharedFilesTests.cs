using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

[SupportedOSPlatform("linux")]
public sealed class SharedFilesTests : TwoDirectories
{
    private static readonly DeltaSeen Nothing = new(0, 0, 0, 0, []);

    [Theory]
    [InlineData(22, 1, ".sentinel", "holds 21 files, its floor is 22")]
    [InlineData(1, 100_000, ".sentinel", "its floor is 100000")]
    [InlineData(1, 1, ".other", "lacks its sentinel file .other")]
    [InlineData(0, 1, ".sentinel", "has no floor")]
    public async Task A_source_below_its_floor_is_not_copied_with_deletion(int files, long bytes, string sentinel, string sentence)
    {
        var keep = Folder.Write("new/keep.txt", "do not lose me");
        var from = Scene.Place("old", Address("old") with { Floor = new FileFloor { Files = files, Bytes = bytes, Sentinel = sentinel } });

        var final = await Assert.ThrowsAsync<EffectException>(() => Scene.DoAsync(Files.FinalDelta(from, New), Nothing));
        var ahead = await Assert.ThrowsAsync<EffectException>(() => Scene.DoAsync(Files.Copy(from, New), new FilesSeen(0, 0, 0)));

        Assert.Contains(sentence, final.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, ahead.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(keep));
        Assert.Equal(Verdict.NotDone, (await Scene.ProbeAsync(Files.Floor(from))).Verdict);
    }

    [Fact]
    public async Task An_empty_source_that_is_not_mounted_deletes_nothing()
    {
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        Directory.Delete(Folder["old"], recursive: true);
        Directory.CreateDirectory(Folder["old"]);

        await Assert.ThrowsAsync<EffectException>(() => Scene.DoAsync(Files.FinalDelta(Old, New), Nothing));

        Assert.Equal(21, Directory.GetFiles(Folder["new"], "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_corruption_of_the_same_size_and_time_is_found_though_both_sides_were_hashed_ahead()
    {
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        await Task.Delay(2100, TestContext.Current.CancellationToken);
        var proof = Files.Same(Old, New, await AheadAsync(Old), await AheadAsync(New));
        var sound = await Scene.ProbeAsync(proof);
        Assert.True(sound is { Verdict: Verdict.Done, Value.Hashed: 0 }, sound.Why);

        var file = Folder["new/id/draft-7.txt"];
        var time = File.GetLastWriteTimeUtc(file);
        await File.WriteAllTextAsync(file, "the text of draft 8", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, time);

        var finding = await Scene.ProbeAsync(proof);
        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Equal(1, finding.Value!.Different);
        Assert.Contains("id/draft-7.txt has SHA-256", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_or_damaged_manifest_costs_time_and_not_truth()
    {
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        await Task.Delay(2100, TestContext.Current.CancellationToken);
        var (ahead, toAhead) = (await AheadAsync(Old), await AheadAsync(New));
        var manifests = Directory.GetFiles(Folder["manifests"]);
        Assert.Equal(2, manifests.Length);
        foreach (var manifest in manifests)
        {
            var bytes = await File.ReadAllBytesAsync(manifest, TestContext.Current.CancellationToken);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(manifest, bytes, TestContext.Current.CancellationToken);
        }

        var damaged = await Scene.ProbeAsync(Files.Same(Old, New, ahead, toAhead));
        Assert.Equal(Verdict.Done, damaged.Verdict);
        Assert.Equal(42, damaged.Value!.Hashed);
        Assert.Contains("lost or damaged", damaged.Why, StringComparison.Ordinal);
        Assert.Equal(Verdict.NotDone, (await Scene.ProbeAsync(Files.HashAhead(Old))).Verdict);
    }

    [Fact]
    public async Task A_file_younger_than_the_clock_can_tell_is_hashed_again()
    {
        var hashing = AheadAsync(Old);
        await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Folder["old/id/draft-1.txt"], "written a moment before it is hashed", TestContext.Current.CancellationToken);
        var ahead = await hashing;
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));

        var finding = await Scene.ProbeAsync(Files.Same(Old, New, ahead, await AheadAsync(New)));

        Assert.Equal(1, finding.Value!.Hashed);
    }

    [Fact]
    public async Task Hard_links_modes_symbolic_links_and_odd_names_cross_and_are_compared()
    {
        string[] odd = ["new\nline", "-rf", " blank ", "quote'\"", "tab\t*?", "ünïcode"];
        foreach (var name in odd)
            Folder.Write($"old/odd/{name}", name);
        await RunAsync("ln", Folder["old/id/draft-1.txt"], Folder["old/id/linked.txt"]);
        File.CreateSymbolicLink(Folder["old/id/latest.txt"], "draft-2.txt");
        File.SetUnixFileMode(Folder["old/id/draft-3.txt"], UnixFileMode.UserRead);
        await RunAsync("sh", "-c", $"printf x >\"$(printf '{Folder["old"]}/odd/\\377\\376')\"");

        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        var same = await Scene.ProbeAsync(Files.Same(Old, New));
        Assert.True(same.Verdict == Verdict.Done, same.Why);
        Assert.Equal("2", await RunAsync("stat", "-c", "%h", Folder["new/id/linked.txt"]));

        File.Delete(Folder["new/id/linked.txt"]);
        await RunAsync("cp", "-p", Folder["new/id/draft-1.txt"], Folder["new/id/linked.txt"]);
        File.SetUnixFileMode(Folder["new/id/draft-3.txt"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.Delete(Folder["new/id/latest.txt"]);
        File.CreateSymbolicLink(Folder["new/id/latest.txt"], "draft-4.txt");
        var finding = await Scene.ProbeAsync(Files.Same(Old, New));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("id/linked.txt shares its inode with nothing", finding.Why, StringComparison.Ordinal);
        Assert.Contains("id/draft-3.txt has mode 600, not 400", finding.Why, StringComparison.Ordinal);
        Assert.Contains("id/latest.txt points at draft-4.txt, not draft-2.txt", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_difference_names_ten_paths_and_counts_the_others()
    {
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        for (var i = 0; i < 15; i++)
            File.Delete(Folder[$"new/id/draft-{i}.txt"]);
        Folder.Write("new/extra.txt", "extra");

        var finding = await Scene.ProbeAsync(Files.Same(Old, New));

        Assert.StartsWith("new is not old, 15 missing, 1 not at the source, 0 different", finding.Why, StringComparison.Ordinal);
        Assert.EndsWith("and 6 more", finding.Why, StringComparison.Ordinal);
        Assert.Equal(16, finding.Value!.Different);
    }

    [Fact]
    public async Task Copying_back_deletes_nothing_and_overwrites_nothing_newer()
    {
        await Scene.MakeSoAsync(Files.FinalDelta(Old, New));
        Folder.Write("new/id/submitted-after.txt", "after the switch");
        Folder.Write("old/only-old.txt", "kept");
        var newer = Folder.Write("old/id/draft-5.txt", "newer at the old side");
        File.SetLastWriteTimeUtc(newer, DateTime.UtcNow.AddHours(1));
        File.Delete(Folder["new/id/draft-6.txt"]);

        await Scene.MakeSoAsync(Files.CopyBack(New, Old));

        Assert.Equal("after the switch", await ReadAsync("old/id/submitted-after.txt"));
        Assert.Equal("kept", await ReadAsync("old/only-old.txt"));
        Assert.Equal("newer at the old side", await ReadAsync("old/id/draft-5.txt"));
        Assert.Equal("the text of draft 6", await ReadAsync("old/id/draft-6.txt"));
        Assert.Equal(Verdict.Done, (await Scene.ProbeAsync(Files.Contains(New, Old))).Verdict);

        Folder.Write("new/id/another.txt", "not yet back");
        Assert.Equal(Verdict.NotDone, (await Scene.ProbeAsync(Files.Contains(New, Old))).Verdict);
    }

    [Fact]
    public async Task A_copy_of_a_living_directory_is_done_when_little_is_left()
    {
        await Scene.MakeSoAsync(Files.Copy(Old, New) with { AtMostPending = 0 });
        Folder.Write("old/id/one-more.txt", "written meanwhile");

        Assert.Equal(Verdict.Done, (await Scene.ProbeAsync(Files.Copy(Old, New) with { AtMostPending = 1 })).Verdict);
        Assert.Equal(Verdict.NotDone, (await Scene.ProbeAsync(Files.Copy(Old, New) with { AtMostPending = 0 })).Verdict);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_an_error_and_never_empty()
    {
        var gone = Scene.Place("gone", Address("gone"));
        var failed = await Assert.ThrowsAsync<EffectException>(() => Scene.ProbeAsync(Files.Same(gone, New)));
        Assert.Contains("is its file system mounted?", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("relative/path")]
    public async Task A_path_that_must_not_be_copied_over_is_refused(string path)
    {
        var place = Scene.Place("odd", Address("old") with { Path = path });
        await Assert.ThrowsAsync<EffectException>(() => Scene.ProbeAsync(Files.Floor(place)));
    }

    [Fact]
    public async Task A_manifest_is_removed_when_it_is_taken_back()
    {
        var effect = Files.HashAhead(Old);
        var before = await Scene.MakeSoAsync(effect);
        await Scene.UndoAsync(effect, before);

        Assert.True(effect.IsUndone(before, (await Scene.ProbeAsync(effect)).Value!));
        Assert.Empty(Directory.GetFiles(Folder["manifests"]));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output.Trim();
    }

    private async Task<Step<ManifestSeen>> AheadAsync(Place<DirectoryAddress> directory)
    {
        var effect = Files.HashAhead(directory);
        await Scene.MakeSoAsync(effect);
        return Scene.Done($"hash.{directory}", effect, (await Scene.ProbeAsync(effect)).Value!);
    }

    private Task<string> ReadAsync(string name) =>
        File.ReadAllTextAsync(Folder[name], Encoding.UTF8, TestContext.Current.CancellationToken);
}
