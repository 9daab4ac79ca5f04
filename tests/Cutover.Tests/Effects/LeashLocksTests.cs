using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>Where the locks of running commands are, and whose that must be.</summary>
public sealed class LeashLocksTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_user_of_a_machine_has_a_lock_directory_of_its_own_unless_told_otherwise()
    {
        var scene = new Scene { Run = $"test-{Guid.NewGuid():N}" };
        var address = DriverToKill.Command(_folder["locks"], $"id -u >{_folder["user"]}; readlink /proc/self/fd/9 >{_folder["lock"]}");
        await scene.DoAsync(Exec.Command(scene.Place("command", address with { Host = new HostAddress() }), "run"), new CommandSeen(3, ""));
        var held = (await ReadAsync("lock")).Trim();
        File.Delete(held);

        Assert.Equal($"/run/lock/cutover-{(await ReadAsync("user")).Trim()}", Path.GetDirectoryName(held));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lock_directory_that_somebody_else_made_is_refused_by_commands_and_by_looks(bool isLink)
    {
        var (scene, locks) = (new Scene(), _folder["locks"]);
        if (isLink)
            File.CreateSymbolicLink(locks, Directory.CreateDirectory(_folder["elsewhere"]).FullName);
        else
            locks = await TheirsAsync();
        var command = Exec.Command(scene.Place("command", DriverToKill.Command(locks, $"touch {_folder["ran"]}")), "run");

        var looked = await Assert.ThrowsAsync<EffectException>(() => scene.ProbeAsync(command));
        var refused = await Assert.ThrowsAsync<EffectException>(() => scene.DoAsync(command, new CommandSeen(3, "")));

        Assert.Equal(
            $"sh on this machine is refused: its lock directory {locks} is another user's or a link, and whoever made it could lead our "
                + "locks elsewhere; remove it there, or give the host another 'lockDirectory' in the estate's file.", refused.Message);
        Assert.Equal(refused.Message, looked.Message);
        Assert.False(File.Exists(_folder["ran"]));
        if (isLink)
            Assert.Empty(Directory.GetFiles(_folder["elsewhere"]));
    }

    /// <summary>A directory of another user: only root can make one, and everybody else has root's.</summary>
    private async Task<string> TheirsAsync()
    {
        if (!Environment.IsPrivilegedProcess)
            return "/usr";

        using var chown = Process.Start("chown", ["65534", Directory.CreateDirectory(_folder["locks"]).FullName]);
        await chown.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _folder["locks"];
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(_folder[name], TestContext.Current.CancellationToken);
}
