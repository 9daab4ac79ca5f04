using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Services of which each takes the other's place when it is started.</summary>
public sealed class ReplaceServiceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_that_takes_anothers_place_gives_it_back_also_where_neither_serves_any_more()
    {
        var (old, next) = (Taking("old", "next"), Taking("next", "old"));
        _folder.Write("old", "");
        var replace = Service.Replace(old, next);
        var before = await _scene.MakeSoAsync(replace);
        Assert.False(IsRunning("old"));
        Assert.True(IsRunning("next"));

        await _scene.DoAsync(Service.Stop(next), new ServiceSeen(true));
        Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(replace)).Verdict);
        await _scene.UndoAsync(replace, before);

        Assert.True(((IReversible<ServiceSeen>)replace).IsUndone(before, (await _scene.ProbeAsync(replace)).Value!));
    }

    [Fact]
    public async Task Of_two_that_take_each_others_place_both_running_is_neither_done_nor_undone()
    {
        var (old, next) = (Taking("old", "next"), Taking("next", "old"));
        _folder.Write("old", "");
        _folder.Write("next", "");
        var replace = Service.Replace(old, next);

        var finding = await _scene.ProbeAsync(replace);

        Assert.Equal(Verdict.HalfDone, finding.Verdict);
        Assert.False(((IReversible<ServiceSeen>)replace).IsUndone(new ServiceSeen(true), finding.Value!));
        Assert.Contains("both old and next run", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_may_go_unreplaced_is_done_where_it_was_stopped_by_hand_and_not_where_both_may_serve()
    {
        var (old, next) = (Taking("old", "next"), Taking("next", "old"));
        var replace = Service.Replace(old, next) with { OrNeither = true };
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(replace)).Verdict);

        _folder.Write("old", "");
        Assert.Equal(Verdict.NotDone, (await _scene.ProbeAsync(replace)).Verdict);
        _folder.Write("next", "");
        Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(replace)).Verdict);
    }

    private bool IsRunning(string name) => File.Exists(_folder[name]);

    /// <summary>A service that runs while a file is there.</summary>
    private Place<ServiceAddress> Taking(string name, string other) => _scene.Place(name, new ServiceAddress
    {
        Host = new HostAddress { LockDirectory = _folder["locks"] },
        Start = ["sh", "-c", $"rm -f {_folder[other]}; touch {_folder[name]}"],
        Stop = ["rm", "-f", _folder[name]],
        Status = ["sh", "-c", $"test -e {_folder[name]} || exit 3"],
    });
}
