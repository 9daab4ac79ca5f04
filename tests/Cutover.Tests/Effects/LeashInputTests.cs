using System.Diagnostics;
using Cutover.Effects;

namespace Cutover.Tests;

/// <summary>What a command is given to read arrives whole, or the command is not run.</summary>
public sealed class LeashInputTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The lock is held elsewhere until the driver stands still with most of the input in its hand; then whoever reads it is killed.
    /// </summary>
    [Fact]
    public async Task A_command_whose_input_did_not_come_through_is_not_run_on_a_part_of_it()
    {
        const int Bytes = 4_000_037;
        var (scene, stop) = (new Scene(), TestContext.Current.CancellationToken);
        var first = scene.Place("command", DriverToKill.Command(_folder["locks"], "true"));
        await scene.DoAsync(Exec.Command(first, "make the lock"), new CommandSeen(3, ""));
        var file = Assert.Single(Directory.GetFiles(_folder["locks"], "*.lock"));
        using var holder = Process.Start("flock", [file, "sh", "-c", $"echo $$ >{_folder["held"]}; exec sleep 60"]);
        var held = await Processes.WrittenAsync(_folder["held"]);
        using var driver = DriverToKill.Start(
            _folder["locks"], $"touch {_folder["ran"]}", input: _folder.Write("large", new string('x', Bytes)));
        while ((await Processes.LeashesOfAsync(_folder["locks"])).Length == 0)
            await Task.Delay(10, stop);
        await Processes.KillAsync("-STOP", $"{driver.Id}");
        await Processes.KillAsync("-KILL", $"{held}");
        string[] readers;
        while ((readers = await Processes.RunningAsync($"head -c {Bytes}")).Length == 0)
            await Task.Delay(10, stop);

        await Processes.KillAsync("-KILL", readers);
        while ((await Processes.LeashesOfAsync(_folder["locks"])).Length > 0)
            await Task.Delay(10, stop);
        driver.Kill();
        await driver.WaitForExitAsync(stop);

        Assert.False(File.Exists(_folder["ran"]));
    }

    /// <summary>Bytes are counted and not letters, whatever language the machine speaks.</summary>
    [Fact]
    public async Task Input_of_letters_that_are_several_bytes_comes_through()
    {
        const string Text = "Grüße, Ελλάδα, 日本, 🚚\n\n";
        var scene = new Scene();
        var address = DriverToKill.Command(_folder["locks"], $"cat >{_folder["got"]}") with { InputFile = _folder.Write("text", Text) };

        await scene.DoAsync(Exec.Command(scene.Place("command", address), "read"), new CommandSeen(3, ""));

        Assert.Equal(Text, await File.ReadAllTextAsync(_folder["got"], TestContext.Current.CancellationToken));
    }
}
