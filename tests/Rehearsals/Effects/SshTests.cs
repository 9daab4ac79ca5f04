using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

public sealed class SshTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arguments_and_secrets_arrive_over_ssh_as_they_were_given()
    {
        using var server = await SshServer.StartAsync("127.0.0.22");
        string[] odd = ["a b", "it's", "$HOME", "`id`", "*", "", "\\", "new\nline", "-x"];
        var address = Command(
            server, $"cat >{_folder["stdin"]}; printf '%s\\0' \"$@\" >{_folder["args"]}") with { InputFile = _folder.Write("secret",
                "s3cret ' \" $x\n") };
        await _scene.DoAsync(Exec.Command(_scene.Place("command", address), "run", odd), new CommandSeen(3, ""));

        Assert.Equal(odd, (await File.ReadAllTextAsync(_folder["args"], TestContext.Current.CancellationToken)).Split('\0')[..^1]);
        Assert.Equal("s3cret ' \" $x\n", await File.ReadAllTextAsync(_folder["stdin"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_command_over_ssh_dies_when_its_ssh_is_killed()
    {
        using var server = await SshServer.StartAsync("127.0.0.22");
        var running = _scene.DoAsync(
            Exec.Command(
                _scene.Place("command", Command(server, $"echo $$ >{_folder["pid"]}; exec sleep 60")), "run"), new CommandSeen(3, ""));
        var command = await Processes.WrittenAsync(_folder["pid"]);
        foreach (
            var ssh in Process.GetProcessesByName("ssh")
                .Where(
                    ssh => File.ReadAllText($"/proc/{ssh.Id}/cmdline").Contains(server.Address.KnownHostsFile!, StringComparison.Ordinal)))
            ssh.Kill();

        var failed = await Assert.ThrowsAsync<EffectException>(() => running);
        var watch = Stopwatch.StartNew();
        while (Processes.IsAlive(command) && watch.Elapsed < TimeSpan.FromSeconds(20))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        Assert.Contains("was not run to its end", failed.Message, StringComparison.Ordinal);
        Assert.False(Processes.IsAlive(command), $"the command lives on after {watch.Elapsed}");
    }

    [Fact]
    public async Task An_exit_code_of_255_is_the_commands_own_and_not_sshs()
    {
        using var server = await SshServer.StartAsync("127.0.0.22");
        var failed = await Assert.ThrowsAsync<EffectException>(
            () => _scene.DoAsync(Exec.Command(_scene.Place("command", Command(server, "exit 255")), "run"), new CommandSeen(3, "")));
        Assert.Contains("exited with 255", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_key_that_is_not_known_is_refused()
    {
        using var server = await SshServer.StartAsync("127.0.0.22");
        var address = Command(server, "true");
        address = address with { Host = address.Host with { KnownHostsFile = _folder.Write("none", "") } };
        var failed = await Assert.ThrowsAsync<EffectException>(
            () => _scene.DoAsync(Exec.Command(_scene.Place("command", address), "run"), new CommandSeen(3, "")));
        Assert.Contains("ssh exited with 255", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_nobody_knows_is_named_with_the_place_to_mend_it()
    {
        var host = new HostAddress { Host = "nowhere.invalid" };
        var command = _scene.Place("command", new CommandAddress { Host = host, Run = ["true"], Probe = ["true"] });
        var there = _scene.Place("there", new DirectoryAddress { Host = host, Path = "/a" });
        var here = _scene.Place("here", new DirectoryAddress { Path = _folder.Path });
        var database = _scene.Place("database", new DatabaseAddress
        {
            Host = host.Host,
            Port = 5432,
            Database = "datatracker",
            User = "cutover",
            Passfile = _folder.Write("pgpass", ""),
        });

        var failed = new[]
        {
            await Assert.ThrowsAnyAsync<Exception>(() => _scene.ProbeAsync(Exec.Command(command, "run"))),
            await Assert.ThrowsAnyAsync<Exception>(() => _scene.ProbeAsync(Files.Copy(there, here))),
            await Assert.ThrowsAnyAsync<Exception>(() => _scene.ProbeAsync(Postgres.CanSend(database))),
        };

        Assert.All(failed, each =>
        {
            Assert.Contains("nowhere.invalid", each.Message, StringComparison.Ordinal);
            Assert.Contains("the estate's file", each.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_mode_is_set_on_a_front_behind_ssh()
    {
        using var server = await SshServer.StartAsync("127.0.0.22");
        await using var front = await NginxFront.StartAsync("127.0.0.22", TrafficMode.Old);
        var effect = Traffic.Set(
            [_scene.Place("front", front.Address with { Host = server.Address })], "www", TrafficMode.New, TrafficMode.Old);

        await _scene.MakeSoAsync(effect);

        Assert.Contains("new", front.Mode, StringComparison.Ordinal);
    }

    private static CommandAddress Command(SshServer server, string script) => new()
    {
        Host = server.Address,
        Run = ["sh", "-c", script, "sh"],
        Probe = ["sh", "-c", "exit 3"],
    };
}
