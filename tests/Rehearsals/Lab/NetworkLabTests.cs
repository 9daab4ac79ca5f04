using System.Net.Sockets;
using Cutover.Lab;

namespace Cutover.Rehearsals;

/// <summary>A lab whose hosts have networks of their own.</summary>
public sealed class NetworkLabTests
{
    private static readonly int s_offset = LabOptions.Chosen(LabSize.Small).PortOffset + 6200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public NetworkLabTests() => Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root makes networks.");

    [Fact]
    public async Task Hosts_that_are_cut_off_reach_nobody_but_the_others_until_they_are_mended()
    {
        var place = Path.Combine(Path.GetTempPath(), $"cutover-rehearsals-network-{s_offset}");
        var lab = new RehearsalLab(
            new LabOptions(LabSize.Small, s_offset, place, LabParts.Mail, LabHosts.Apart), TestContext.Current.SendDiagnosticMessage);
        try
        {
            var (mail, relay) = ((await lab.UpAsync(cancellation: Stop)).Mail.Host, lab.Estate.Mail.Relay);
            Assert.All([mail, relay], at => Assert.StartsWith($"127.{lab.Estate.Network}.0.", at.Host, StringComparison.Ordinal));

            await lab.CutAsync("operator", "mail", Stop);
            Assert.False(await IsReachedAsync(mail));
            Assert.True(await IsReachedAsync(relay));
            var second = new RehearsalLab(
                new LabOptions(LabSize.Small, s_offset + 1, $"{place}-2", LabParts.Mail, LabHosts.Apart), _ => { });
            var refused = await Assert.ThrowsAsync<LabException>(() =>
                second.UpAsync(cancellation: Stop));
            Assert.Contains("is another lab's", refused.Message, StringComparison.Ordinal);

            await lab.MendAsync("operator", "mail", Stop);
            Assert.True(await IsReachedAsync(mail));
        }
        finally
        {
            await lab.DownAsync(CancellationToken.None);
        }

        NothingIsLeft(lab.Estate);
        foreach (var made in (string[])[place, $"{place}-2"])
            Directory.Delete(made, recursive: true);
    }

    [Fact]
    public async Task A_start_that_is_given_up_halfway_leaves_no_network_and_no_mounts()
    {
        var place = Path.Combine(Path.GetTempPath(), $"cutover-rehearsals-given-up-{s_offset}");
        var options = new LabOptions(LabSize.Small, s_offset + 200, place, LabParts.Mail, LabHosts.Apart);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var (seen, network) = (false, LabEstate.Of(options).Network);
        var lab = new RehearsalLab(options, line =>
        {
            if (!line.EndsWith(" ms", StringComparison.Ordinal))
                return;
            seen |= Directory.Exists($"/sys/class/net/cutover-{network}");
            giveUp.Cancel();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => lab.UpAsync(cancellation: giveUp.Token));

        Assert.True(seen);
        NothingIsLeft(lab.Estate);
        Directory.Delete(place, recursive: true);
    }

    [Fact]
    public async Task Of_two_labs_that_start_at_once_in_one_network_one_is_told_to_wait_and_the_other_comes_up()
    {
        var place = Path.Combine(Path.GetTempPath(), $"cutover-rehearsals-at-once-{s_offset}");
        LabOptions Options(int nth) => new(LabSize.Small, s_offset + 400 + nth, $"{place}-{nth}", LabParts.Mail, LabHosts.Apart);
        using var halfway = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var network = $"/sys/class/net/cutover-{LabEstate.Of(Options(1)).Network}";
        var first = new RehearsalLab(Options(1), _ =>
        {
            if (goOn.IsSet || !Directory.Exists(network))
                return;
            halfway.Release();
            goOn.Wait(Stop);
        });
        try
        {
            var starting = Task.Run(() => first.UpAsync(cancellation: Stop), Stop);
            await halfway.WaitAsync(Stop);
            var refused = await Assert.ThrowsAsync<LabException>(() => new RehearsalLab(Options(2), _ => { }).UpAsync(cancellation: Stop));
            goOn.Set();
            await starting;

            Assert.Contains("is another lab's, which is being brought up or down", refused.Message, StringComparison.Ordinal);
            Assert.True(await first.IsUpAsync(Stop));
        }
        finally
        {
            goOn.Set();
            await first.DownAsync(CancellationToken.None);
        }

        NothingIsLeft(first.Estate);
        foreach (var nth in (int[])[1, 2])
            Directory.Delete($"{place}-{nth}", recursive: true);
    }

    private static void NothingIsLeft(LabEstate lab)
    {
        Assert.False(Directory.Exists($"/sys/class/net/cutover-{lab.Network}"));
        Assert.DoesNotContain(
            Directory.EnumerateFiles("/run/netns"), file => file.Contains($"cutover-{lab.Network}-", StringComparison.Ordinal));
        Assert.DoesNotContain($" {lab.Directory}/", File.ReadAllText("/proc/self/mountinfo"), StringComparison.Ordinal);
    }

    private static async Task<bool> IsReachedAsync(Address at)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await socket.ConnectAsync(at.Host, at.Port, patience.Token);
            return true;
        }
        catch (Exception failed) when (failed is OperationCanceledException or SocketException)
        {
            return false;
        }
    }
}
