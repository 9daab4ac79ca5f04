using System.Diagnostics;
using System.Globalization;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

public sealed class LeashTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_driver_killed_in_the_middle_of_a_command_takes_the_command_with_it()
    {
        using var driver = DriverToKill.Start(_folder["locks"], $"trap '' HUP; echo $$ >{_folder["pid"]}; sleep 60 & wait");
        var command = await Processes.WrittenAsync(_folder["pid"]);
        var group = await Processes.GroupAsync(command);
        Assert.True(Processes.IsAlive(command));

        driver.Kill();
        await driver.WaitForExitAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        while ((group.Any(Processes.IsAlive) || !await LocksAreFreeAsync()) && watch.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(group, Processes.IsAlive);
        Assert.True(await LocksAreFreeAsync());
    }

    [Fact]
    public async Task A_survivor_whose_leash_was_killed_too_is_ended_before_the_probe_is_asked()
    {
        using var driver = DriverToKill.Start(_folder["locks"], $"echo $$ >{_folder["pid"]}; exec sleep 60");
        var command = await Processes.WrittenAsync(_folder["pid"]);
        // All at one moment: whoever lived a little longer than the others would end the command.
        string[] all = [.. (await Processes.LeashesOfAsync(_folder["locks"])).Append(driver.Id).Select(pid => $"{pid}")];
        await Processes.KillAsync("-STOP", all);
        await Processes.KillAsync("-KILL", all);
        await driver.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(Processes.IsAlive(command));

        var scene = new Scene { Epoch = 2 };
        var finding = await scene.ProbeAsync(Command(scene, "true", $"kill -0 {command} 2>/dev/null && exit 0; exit 3"));

        Assert.False(Processes.IsAlive(command));
        Assert.NotEqual(Verdict.Unknown, finding.Verdict);
        Assert.True(await LocksAreFreeAsync());
    }

    /// <summary>What an earlier night left done, such as a restored backup, is not this one's.</summary>
    [Fact]
    public async Task A_command_and_its_probe_are_told_which_run_they_are_for()
    {
        var address = DriverToKill.Command(_folder["locks"], "") with
        {
            Run = ["sh", "-c", $"echo \"$1\" >{_folder["restored"]}", "sh", "{run}"],
            Probe = ["sh", "-c", $"test \"for $(cat {_folder["restored"]} 2>/dev/null)\" = \"$1\" || exit 3", "sh", "for {run}"],
        };
        var (first, second) = (new Scene { Run = "night-1" }, new Scene { Run = "night-2" });
        await first.DoAsync(Exec.Command(first.Place("restore", address), "restore"), new CommandSeen(3, ""));

        var mine = await first.ProbeAsync(Exec.Command(first.Place("restore", address), "restore"));
        var another = await second.ProbeAsync(Exec.Command(second.Place("restore", address), "restore"));

        Assert.Equal((Verdict.Done, Verdict.NotDone), (mine.Verdict, another.Verdict));
    }

    [Fact]
    public async Task An_older_driver_is_refused_where_a_newer_one_has_run_a_command()
    {
        var newer = new Scene { Epoch = 7, Step = "another.step" };
        await newer.DoAsync(Command(newer, "true"), new CommandSeen(3, ""));

        var older = new Scene { Epoch = 6 };
        var late = Command(older, $"touch {_folder["ran"]}");
        var refused = await Assert.ThrowsAsync<EffectException>(() => older.DoAsync(late, new CommandSeen(3, "")));

        Assert.Contains("epoch 7", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["ran"]));
    }

    [Theory]
    [InlineData(0, Verdict.Done)]
    [InlineData(3, Verdict.NotDone)]
    [InlineData(4, Verdict.HalfDone)]
    [InlineData(1, Verdict.Unknown)]
    [InlineData(127, Verdict.Unknown)]
    [InlineData(255, Verdict.Unknown)]
    public async Task The_probes_exit_code_decides(int code, Verdict verdict)
    {
        var scene = new Scene();
        var finding = await scene.ProbeAsync(Command(scene, "true", $"echo seen >&2; exit {code}"));

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains("seen", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_goes_in_by_standard_input_and_is_in_no_argument_list()
    {
        const string Secret = "s3cret 'with' \"quotes\" $HOME \\ \n and a second line";
        var scene = new Scene();
        var address = DriverToKill.Command(_folder["locks"], $"cat >{_folder["got"]}; ps -eo args >{_folder["seen"]}; sleep 0.1") with
        {
            InputFile = _folder.Write("secret", Secret),
        };
        await scene.DoAsync(Exec.Command(scene.Place("command", address), "read"), new CommandSeen(3, ""));
        var arguments = await File.ReadAllTextAsync(_folder["seen"], TestContext.Current.CancellationToken);

        Assert.Equal(Secret, await File.ReadAllTextAsync(_folder["got"], TestContext.Current.CancellationToken));
        Assert.DoesNotContain("s3cret", arguments, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_command_is_gone_when_the_call_returns_though_it_ignores_signals()
    {
        var scene = new Scene();
        var stubborn = Command(scene, $"trap '' TERM HUP INT; echo $$ >{_folder["pid"]}; while :; do sleep 1; done");
        using var cancel = new CancellationTokenSource();
        var running = scene.DoAsync(stubborn, new CommandSeen(3, ""), cancel.Token);
        var command = await Processes.WrittenAsync(_folder["pid"]);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.False(Processes.IsAlive(command));
        Assert.True(await LocksAreFreeAsync());
    }

    [Fact]
    public async Task A_failed_command_is_one_sentence_with_its_code_and_its_last_word()
    {
        var scene = new Scene();
        var failing = Command(scene, "echo first >&2; echo no space left >&2; exit 28");
        var failed = await Assert.ThrowsAsync<EffectException>(() => scene.DoAsync(failing, new CommandSeen(3, "")));

        Assert.Equal("sh on this machine exited with 28: no space left.", failed.Message);
    }

    [Fact]
    public async Task A_command_that_writes_without_end_fills_neither_memory_nor_journal()
    {
        var scene = new Scene();
        var finding = await scene.ProbeAsync(Command(scene, "true", "yes 2>/dev/null | head -c 50000000; echo last"));

        Assert.Equal(Verdict.Done, finding.Verdict);
        Assert.Equal(2000, finding.Value!.Output.Length);
        Assert.EndsWith("last", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_command_leaves_behind_is_ended_when_the_command_is_over()
    {
        var scene = new Scene();
        await scene.DoAsync(Command(scene, $"sleep 60 >/dev/null 2>&1 & echo $! >{_folder["pid"]}"), new CommandSeen(3, ""));

        Assert.False(Processes.IsAlive(await Processes.WrittenAsync(_folder["pid"])));
        Assert.True(await LocksAreFreeAsync());
    }

    private RunCommand Command(Scene scene, string script, string probe = "exit 3") =>
        Exec.Command(scene.Place("command", DriverToKill.Command(_folder["locks"], script, probe)), "run");

    private async Task<bool> LocksAreFreeAsync()
    {
        foreach (var file in Directory.GetFiles(_folder["locks"], "*.lock"))
        {
            using var flock = Process.Start("flock", ["-n", file, "true"]);
            await flock.WaitForExitAsync(TestContext.Current.CancellationToken);
            if (flock.ExitCode != 0)
                return false;
        }

        return true;
    }
}
