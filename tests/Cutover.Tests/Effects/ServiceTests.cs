using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

public sealed class ServiceTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_service_is_stopped_and_taken_back_starts_again()
    {
        var service = Running("old", isRunning: true);
        var effect = Service.Stop(service);
        var before = await _scene.MakeSoAsync(effect);

        await _scene.UndoAsync(effect, before);

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Service.IsRunning(service))).Verdict);
        Assert.True(((IReversible<ServiceSeen>)effect).IsUndone(before, (await _scene.ProbeAsync(effect)).Value!));
    }

    [Fact]
    public async Task A_scheduler_is_not_started_while_the_other_runs()
    {
        var (old, next) = (Running("old", isRunning: true), Running("next", isRunning: false));
        var start = Service.ExactlyOne(next, old, _scene.Done("stop", Service.Stop(old), new ServiceSeen(false)));

        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(start, new ServiceSeen(false)));

        Assert.Equal("next is not started: only one of next and old may run, and old runs; stop old first.", refused.Message);
        Assert.False(IsRunning("next"));
    }

    [Fact]
    public async Task A_scheduler_is_not_started_while_it_cannot_be_told_whether_the_other_runs()
    {
        var old = _scene.Place("old", Address("old") with { Status = ["sh", "-c", "echo no route >&2; exit 1"] });
        var start = Service.ExactlyOne(
            Running("next", isRunning: false), old, _scene.Done("stop", Service.Stop(old), new ServiceSeen(false)));

        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(start, new ServiceSeen(false)));

        Assert.Contains("the status of old exited with 1", refused.Message, StringComparison.Ordinal);
        Assert.False(IsRunning("next"));
    }

    [Fact]
    public async Task Two_schedulers_that_run_are_not_done()
    {
        var (old, next) = (Running("old", isRunning: true), Running("next", isRunning: true));
        var start = Service.ExactlyOne(next, old, _scene.Done("stop", Service.Stop(old), new ServiceSeen(false)));

        var finding = await _scene.ProbeAsync(start);

        Assert.Equal(Verdict.HalfDone, finding.Verdict);
        Assert.Contains("both next and old run", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_way_back_never_runs_two_schedulers_whatever_its_order()
    {
        var (old, next) = (Running("old", isRunning: true), Running("next", isRunning: false));
        var stop = Service.StopOnlyOne(old, next);
        var stopped = await _scene.MakeSoAsync(stop);
        var start = Service.ExactlyOne(next, old, _scene.Done("stop", stop, new ServiceSeen(false)));
        var started = await _scene.MakeSoAsync(start);

        await Assert.ThrowsAsync<EffectException>(() => _scene.UndoAsync(stop, stopped));
        Assert.False(IsRunning("old"));

        await _scene.UndoAsync(start, started);
        await _scene.UndoAsync(stop, stopped);
        Assert.True(IsRunning("old"));
        Assert.False(IsRunning("next"));
    }

    [Fact]
    public void Starting_the_new_one_holds_the_step_that_stops_the_old_one()
    {
        var (old, next) = (Running("old", isRunning: true), Running("next", isRunning: false));
        var night = new RunbookBuilder("night", 1.Hours());
        var stop = night.Prepare("stop", Service.StopOnlyOne(old, next));
        var start = night.Prepare("start", Service.ExactlyOne(next, old, stop));

        Assert.True(night.Build().IsBefore(stop, start));
    }

    [Fact]
    public async Task A_started_service_that_keeps_every_descriptor_open_holds_neither_the_call_nor_the_lock()
    {
        var script = $"setsid sleep 30 & echo $! >{_folder["pid"]}; touch {_folder["service"]}; echo started";
        var address = Address("service") with { Start = ["sh", "-c", script] };
        var service = _scene.Place("service", address);
        var watch = Stopwatch.StartNew();
        await _scene.MakeSoAsync(Service.Start(service));
        await _scene.MakeSoAsync(Service.Stop(service));
        var pid = await Processes.WrittenAsync(_folder["pid"]);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"it took {watch.Elapsed}");
        Assert.True(Processes.IsAlive(pid));
        using var daemon = Process.GetProcessById(pid);
        daemon.Kill();
    }

    /// <summary>A daemon ends when it has served whom it serves. Cut off, its stop would take effect after it was seen running.</summary>
    [Fact]
    public async Task A_stop_that_is_called_off_halfway_comes_to_its_end_and_is_taken_back_by_a_start()
    {
        var told = _folder["told"];
        _folder.Write("imap", "");
        var service = _scene.Place("imap", Address("imap") with
        {
            Stop = ["sh", "-c", $"(sleep 1; rm -f {_folder["imap"]}) & touch {told}; wait"],
        });
        var effect = Service.Stop(service);
        using var turnsBack = new CancellationTokenSource();
        var stopping = _scene.DoAsync(effect, new ServiceSeen(true), turnsBack.Token);
        await Eventually.TrueAsync(() => File.Exists(told));
        await turnsBack.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopping);

        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(effect)).Verdict);
        await _scene.UndoAsync(effect, new ServiceSeen(true));
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Service.IsRunning(service))).Verdict);
    }

    [Theory]
    [InlineData("inactive", 3, Verdict.Done)]
    [InlineData("failed", 3, Verdict.Done)]
    [InlineData("active", 0, Verdict.NotDone)]
    [InlineData("deactivating", 3, Verdict.Unknown)]
    [InlineData("activating", 3, Verdict.Unknown)]
    public async Task A_unit_that_is_still_ending_is_not_stopped(string state, int code, Verdict expected)
    {
        var service = _scene.Place("unit", Address("unit") with { Status = ["sh", "-c", $"echo {state}; exit {code}"] });
        Assert.Equal(expected, (await _scene.ProbeAsync(Service.Stop(service))).Verdict);
    }

    /// <summary>It says what it waits for, into pipes whose reader is gone.</summary>
    [Fact]
    public async Task A_stop_whose_driver_is_killed_comes_to_its_end_before_the_next_driver_looks()
    {
        using var driver = await StoppingAsync();
        driver.Kill();
        await driver.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Done, (await NextLookAsync()).Verdict);
    }

    [Theory]
    [InlineData("-INT")]
    [InlineData("-HUP")]
    public async Task A_stop_comes_to_its_end_where_Ctrl_C_or_a_closed_terminal_reaches_its_leash(string signal)
    {
        using var driver = await StoppingAsync();
        await Processes.KillAsync(signal, [.. (await Processes.LeashesOfAsync(_folder["locks"])).Select(pid => $"{pid}")]);
        driver.Kill();
        await driver.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Done, (await NextLookAsync()).Verdict);
    }

    [Fact]
    public async Task A_stop_that_takes_longer_than_it_may_is_cut_off_and_said_to_run()
    {
        _folder.Write("service", "");
        var service = _scene.Place("service", Address("service") with
        {
            Stop = ["sh", "-c", $"touch {_folder["told"]}; sleep 30; rm -f {_folder["service"]}"], FinishesWithin = 1.Seconds(),
        });
        using var turnsBack = new CancellationTokenSource();
        var stopping = _scene.DoAsync(Service.Stop(service), new ServiceSeen(true), turnsBack.Token);
        await Eventually.TrueAsync(() => File.Exists(_folder["told"]));
        await turnsBack.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopping);

        Assert.Equal(Verdict.NotDone, (await _scene.ProbeAsync(Service.Stop(service))).Verdict);
        Assert.Empty(await Processes.LeashesOfAsync(_folder["locks"]));
    }

    /// <summary>Another process that is just stopping a service, which takes some seconds.</summary>
    private async Task<Process> StoppingAsync()
    {
        _folder.Write("service", "");
        var driver = DriverToKill.Start(
            _folder["locks"],
            $"echo $$ >{_folder["told"]}; for i in 1 2 3 4; do sleep 1; echo still $i || exit 1; done; rm -f {_folder["service"]}",
            isStop: true);
        await Processes.WrittenAsync(_folder["told"]);
        return driver;
    }

    private async Task<Finding<ServiceSeen>> NextLookAsync()
    {
        var next = new Scene { Epoch = 2 };
        return await next.ProbeAsync(Service.Stop(next.Place("service", Address("service"))));
    }

    private Place<ServiceAddress> Running(string name, bool isRunning)
    {
        if (isRunning)
            _folder.Write(name, "");
        return _scene.Place(name, Address(name));
    }

    private bool IsRunning(string name) => File.Exists(_folder[name]);

    /// <summary>A service that runs while a file is there.</summary>
    private ServiceAddress Address(string name) => new()
    {
        Host = new HostAddress { LockDirectory = _folder["locks"] },
        Start = ["touch", _folder[name]],
        Stop = ["rm", "-f", _folder[name]],
        Status = ["sh", "-c", $"test -e {_folder[name]} || exit 3"],
    };
}
