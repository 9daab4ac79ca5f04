using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Whether mirrors would delete, asked with a mirror of one's own: with none there is nothing to ask with.</summary>
public sealed class MirrorsKeepTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("rfc")]
    [InlineData("rfc/inline-errata")]
    public async Task Without_a_mirror_nobody_can_say_what_mirrors_would_delete(string leftOver)
    {
        Directory.CreateDirectory(_folder[Path.Combine("mirror", leftOver)]);
        _folder.Write("mirror/internet-drafts/draft.txt", "a");
        _folder.Write("new/internet-drafts/draft.txt", "a");
        Directory.CreateDirectory(_folder["new/rfc"]);

        var finding = await _scene.ProbeAsync(NobodyDeletes());

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.StartsWith(
            $"the mirror of rfc of old is missing or empty in {_folder["mirror"]} on this machine", finding.Why, StringComparison.Ordinal);
        Assert.Contains("pull it once more from old", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_mirror_it_is_said_what_would_be_deleted()
    {
        foreach (var file in (string[])["internet-drafts/draft.txt", "rfc/rfc1.txt"])
            _folder.Write($"mirror/{file}", "a");
        _folder.Write("new/internet-drafts/draft.txt", "a");
        Directory.CreateDirectory(_folder["new/rfc"]);
        var unmounted = await _scene.ProbeAsync(NobodyDeletes());
        _folder.Write("new/rfc/rfc1.txt", "a");
        var whole = await _scene.ProbeAsync(NobodyDeletes());

        Assert.Equal((Verdict.NotDone, 1), (unmounted.Verdict, unmounted.Value!.Delete));
        Assert.Contains("at new (and old cannot be asked whether it has them: ", unmounted.Why, StringComparison.Ordinal);
        Assert.True(whole.Verdict == Verdict.Done, whole.Why);
    }

    [Fact]
    public async Task What_was_taken_away_on_the_old_side_since_the_mirror_was_made_mirrors_may_delete_and_nothing_else()
    {
        string[] pulled = ["internet-drafts/draft.txt", "internet-drafts/draft-expired.txt", "rfc/rfc1.txt"];
        foreach (var file in (string[])[.. pulled, "rfc/.rfc2.txt.left-by-a-pull-that-was-killed"])
            _folder.Write($"mirror/{file}", "a");
        foreach (var file in (string[])["internet-drafts/draft.txt", "rfc/rfc1.txt"])
            _folder.Write($"old/{file}", "a");
        _folder.Write("new/internet-drafts/draft.txt", "a");
        Directory.CreateDirectory(_folder["new/rfc"]);
        var unmounted = await _scene.ProbeAsync(NobodyDeletes());
        _folder.Write("new/rfc/rfc1.txt", "a");
        var whole = await _scene.ProbeAsync(NobodyDeletes());

        Assert.Equal(Verdict.NotDone, unmounted.Verdict);
        Assert.StartsWith(
            "a mirror of old would delete 1 paths at new that old has: rfc/rfc1.txt; is", unmounted.Why, StringComparison.Ordinal);
        Assert.True(whole.Verdict == Verdict.Done, whole.Why);
        Assert.Contains("would delete 2 paths at new, which old has not any more either", whole.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_both_sides_have_lost_more_than_people_take_away_nobody_pulls()
    {
        for (var file = 0; file < 1_001; file++)
            _folder.Write($"mirror/rfc/rfc{file}.txt", "");
        foreach (var file in (string[])["mirror/internet-drafts/a.txt", "old/internet-drafts/a.txt", "new/internet-drafts/a.txt"])
            _folder.Write(file, "a");
        foreach (var side in (string[])["old", "new"])
            Directory.CreateDirectory(_folder[$"{side}/rfc"]);

        var finding = await _scene.ProbeAsync(NobodyDeletes());

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("1001 paths that neither old nor new has any more", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_small_module_is_gone_from_both_sides_nobody_pulls()
    {
        foreach (var file in (string[])["mirror/rfc/rfc1.txt", "mirror/rfc/rfc2.txt", "mirror/rfc/rfc3.txt", "old/rfc/rfc1.txt"])
            _folder.Write(file, "a");
        foreach (var side in (string[])["mirror", "old", "new"])
            _folder.Write($"{side}/internet-drafts/draft.txt", "a");
        _folder.Write("new/rfc/rfc1.txt", "a");

        var finding = await _scene.ProbeAsync(NobodyDeletes());

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("2 paths that neither old nor new has any more, more than half of rfc,", finding.Why, StringComparison.Ordinal);
    }

    private MirrorsKeep NobodyDeletes() => Mirrors.NobodyDeletes(Daemon("old"), Daemon("new"));

    private Place<MirrorAddress> Daemon(string name)
    {
        string[] names = ["internet-drafts", "rfc"];
        var modules = string.Concat(names.Select(module => $"[{module}]\npath = {_folder[name]}/{module}\n"));
        return _scene.Place(name, new MirrorAddress
        {
            Host = new HostAddress { LockDirectory = _folder["locks"] },
            Url = "rsync://127.0.0.1:1",
            Configuration = _folder.Write($"{name}.conf", $"use chroot = no\n{modules}"),
            Modules = names,
            Mirror = _folder["mirror"],
        });
    }
}
