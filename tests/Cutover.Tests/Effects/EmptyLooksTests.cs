using System.Diagnostics;
using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>A look that failed, or that had nothing to look at, is not a look that found nothing wrong.</summary>
public sealed class EmptyLooksTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Even root can enter the network directory of a process that is dead and not collected, and cannot read it.</summary>
    [Fact]
    public async Task A_spool_that_cannot_be_read_is_not_an_empty_one()
    {
        using var parent = Process.Start("sh", ["-c", $"sleep 0 & echo $! >{_folder["pid"]}; exec sleep 60"]);
        var dead = await Processes.WrittenAsync(_folder["pid"]);
        while (Processes.IsAlive(dead))
            await Task.Delay(10, TestContext.Current.CancellationToken);

        var finding = await _scene.ProbeAsync(Drained($"/proc/{dead}/net"));
        parent.Kill();
        await parent.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains("Invalid argument", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_in_a_spool_is_counted_below_it_too()
    {
        var spool = Directory.CreateDirectory(_folder["spool/of/ours"]);
        var empty = await _scene.ProbeAsync(Drained(_folder["spool"]));
        foreach (var name in (string[])["old one", "old two", "new"])
            await File.WriteAllTextAsync(Path.Combine(spool.FullName, name), "m", TestContext.Current.CancellationToken);
        foreach (var name in (string[])["old one", "old two"])
            File.SetLastWriteTimeUtc(Path.Combine(spool.FullName, name), DateTime.UtcNow.AddMinutes(-1));
        var waits = await _scene.ProbeAsync(Drained(_folder["spool"]));

        Assert.True(empty.Verdict == Verdict.Done, empty.Why);
        Assert.Equal((Verdict.NotDone, 2), (waits.Verdict, waits.Value!.Files));
    }

    /// <summary>A virtual host that exists and is not the application's has no queue.</summary>
    [Theory]
    [InlineData("[]", Verdict.Unknown)]
    [InlineData("""[{"name":"celery","messages_ready":0,"messages_unacknowledged":0}]""", Verdict.Done)]
    public async Task A_virtual_host_without_a_queue_is_not_one_whose_queues_are_empty(string queues, Verdict verdict)
    {
        await using var site = new CannedSite(request =>
            CannedSite.Answer(200, request.StartsWith("GET /api/queues/", StringComparison.Ordinal) ? queues : "[]"));
        var broker = _scene.Place("broker", new QueueAddress
        {
            Url = site.Address.Url,
            ConnectTo = site.Address.ConnectTo,
            Host = "127.0.0.1",
            VirtualHost = "dt",
            User = "datatracker",
            PasswordFile = _folder.Write("password", "secret\n"),
        });

        var finding = await _scene.ProbeAsync(Queues.Empty(broker));

        Assert.Equal(verdict, finding.Verdict);
        if (verdict == Verdict.Unknown)
            Assert.Equal("broker has no queue at all; is that the application's virtual host?", finding.Why);
    }

    private SpoolDrained Drained(string path) => Files.Drained(_scene.Place("spool", new DirectoryAddress { Path = path }));
}
