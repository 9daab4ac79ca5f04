using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Caches below a directory that moves: each side fills its own.</summary>
public sealed class RebuiltDirectoriesTests : IDisposable
{
    private const string Cache = "cache/datatracker/htmlized";

    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public RebuiltDirectoriesTests()
    {
        for (var i = 0; i < 20; i++)
            _folder.Write($"old/id/draft-{i}.txt", $"the text of draft {i}");
        _folder.Write("old/.sentinel", "here");
        _folder.Write($"old/{Cache}/draft-1.html", "made by the old side");
        _folder.Write($"old/{Cache}/deep/draft-2.html", "made by the old side");
        _folder.Write($"new/{Cache}/draft-3.html", "made by the new side");
        _folder.Write("old/cache/datatracker/htmlized-not/draft.html", "no cache, only called like one");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("copy")]
    [InlineData("final delta")]
    [InlineData("pass")]
    public async Task Neither_travels_nor_is_deleted_nor_counts_as_a_difference(string by)
    {
        var (from, to) = (Side("old", Cache), Side("new", Cache));

        if (by == "copy")
            await _scene.MakeSoAsync(Files.Copy(from, to) with { AtMostPending = 0 });
        else if (by == "pass")
            await _scene.MakeSoAsync(Files.CopyChanged(from, to));
        else
            await _scene.MakeSoAsync(Files.FinalDelta(from, to));

        Assert.Equal([$"new/{Cache}/draft-3.html"], Below($"new/{Cache}"));
        Assert.True(File.Exists(_folder["new/cache/datatracker/htmlized-not/draft.html"]));
        var same = await _scene.ProbeAsync(Files.FinalDelta(from, to));
        Assert.True(same.Verdict == Verdict.Done, same.Why);
        Assert.Equal(22, same.Value!.Files);
        Assert.EndsWith($"{Cache} is left behind and made anew", same.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pass_over_what_changed_does_not_go_into_it()
    {
        var (from, to) = (Side("old", Cache), Side("new", Cache));
        var first = Files.CopyChanged(from, to);
        await _scene.MakeSoAsync(first);
        var near = _scene.Done("near", first, (await _scene.ProbeAsync(first)).Value!);
        _folder.Write($"old/{Cache}/draft-4.html", "made by the old side");
        _folder.Write("old/id/draft-new.txt", "new");

        await _scene.DoAsync(Files.CopyChanged(from, to, near), new PassSeen(false, 0));

        Assert.True(File.Exists(_folder["new/id/draft-new.txt"]));
        Assert.Equal([$"new/{Cache}/draft-3.html"], Below($"new/{Cache}"));
    }

    [Fact]
    public async Task On_the_way_back_it_stays_where_it_is_too()
    {
        var (from, to) = (Side("old", Cache), Side("new", Cache));
        await _scene.MakeSoAsync(Files.FinalDelta(from, to));
        _folder.Write("new/id/draft-late.txt", "written on the new side");

        await _scene.MakeSoAsync(Files.CopyBack(to, from));

        Assert.True(File.Exists(_folder["old/id/draft-late.txt"]));
        Assert.False(File.Exists(_folder[$"old/{Cache}/draft-3.html"]));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Files.Contains(to, from))).Verdict);
    }

    [Fact]
    public async Task Sides_that_do_not_name_the_same_are_refused()
    {
        var failure = await Assert.ThrowsAsync<EffectException>(() => _scene.ProbeAsync(Files.Copy(Side("old", Cache), Side("new"))));

        Assert.Contains($"only one of them names {Cache}. Mend the estate's file.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/cache")]
    [InlineData("cache/")]
    [InlineData("../old")]
    [InlineData("cache/../id")]
    [InlineData("cache/*")]
    [InlineData("")]
    public async Task What_is_no_plain_path_below_the_directory_is_refused_before_anything_is_listed(string path)
    {
        var failure = await Assert.ThrowsAsync<EffectException>(() => _scene.ProbeAsync(Files.Floor(Side("old", path))));

        Assert.StartsWith($"'{path}' among the rebuilt of", failure.Message, StringComparison.Ordinal);
    }

    private IEnumerable<string> Below(string directory) =>
        Directory.EnumerateFiles(_folder[directory], "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder.Path, path));

    private Place<DirectoryAddress> Side(string side, params string[] rebuilt) => _scene.Place(side, new DirectoryAddress
    {
        Host = new HostAddress { LockDirectory = _folder["locks"] },
        Path = _folder[side],
        Floor = new FileFloor { Files = 10, Bytes = 100, Sentinel = ".sentinel" },
        Manifests = _folder["manifests"],
        Rebuilt = rebuilt,
    });
}
