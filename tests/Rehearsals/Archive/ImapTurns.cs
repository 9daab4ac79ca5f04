using System.Net.Sockets;
using System.Text;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Lab;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>An IMAP server that is told to write nothing that travels, and to give UIDs again.</summary>
[Collection("archive lab")]
public sealed class ImapTurns(ArchiveLab lab)
{
    private readonly Scene _scene = new() { Run = $"test-{Guid.NewGuid():N}" };

    private LabEstate Estate => lab.Estate;

    [Fact]
    public async Task A_server_told_to_write_nothing_that_travels_answers_all_the_time_and_shows_clients_what_they_remember()
    {
        var old = _scene.Place("imap.old", ArchiveLab.Mailboxes(Estate.OldImap));
        var before = _scene.Done("sync", Imap.Sync(old), (await _scene.ProbeAsync(Imap.Sync(old))).Value!);
        var replace = Service.Replace(Serving("writable"), Serving("read-only"));
        using var client = await SignedInAsync();
        using var end = new CancellationTokenSource();
        var refused = RefusedAsync(end.Token);
        var prior = await _scene.MakeSoAsync(replace);
        try
        {
            // Nobody goes on in the way of before.
            await client.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10));

            // A message that comes in now is seen, and its UID stays in the copy.
            var control = Controls(Estate.OldImap.Control);
            Assert.NotEmpty(control);
            await File.WriteAllTextAsync(Late, "Message-ID: <late@lab.test>\n\nlate\n", TestContext.Current.CancellationToken);
            var kept = await _scene.ProbeAsync(Imap.Keeps(old, before));
            Assert.True(kept.Verdict == Verdict.Done, kept.Why);
            Assert.Contains(
                kept.Value!.Folders.SelectMany(folder => folder.Newest),
                newest => newest.EndsWith("late@lab.test", StringComparison.Ordinal));
            Assert.Equal(control, Controls(Estate.OldImap.Control));
            await end.CancelAsync();
            Assert.Equal(0, await refused);
        }
        finally
        {
            await end.CancelAsync();
            File.Delete(Late);
            await _scene.UndoAsync(replace, prior);
        }

        Assert.Equal(Verdict.NotDone, (await _scene.ProbeAsync(replace)).Verdict);
    }

    /// <summary>Whoever turned it was killed: some of its sessions may be of before and some of after.</summary>
    [Fact]
    public async Task A_server_left_in_the_middle_of_a_turn_counts_as_neither_turned_nor_as_before_and_is_turned_either_way()
    {
        var replace = Service.Replace(Serving("writable"), Serving("read-only"));
        var serves = Path.Combine(Estate.Directory, "run", Estate.OldImap.Unit, "serves");
        foreach (var back in (bool[])[false, true])
        {
            File.Delete(serves);
            Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(replace with { OrNeither = true })).Verdict);
            await (back ? _scene.UndoAsync(replace, new ServiceSeen(true)) : _scene.DoAsync(replace, new ServiceSeen(true)));
            Assert.Equal(back ? Verdict.NotDone : Verdict.Done, (await _scene.ProbeAsync(replace)).Verdict);
        }
    }

    [Fact]
    public async Task A_new_server_that_is_down_gives_nobody_uids_and_one_that_refuses_a_client_may()
    {
        var next = Imap.Sync(_scene.Place("imap.new", ArchiveLab.Mailboxes(Estate.NewImap))) with { MayBeDown = true };
        var down = await _scene.ProbeAsync(next);
        Assert.True(down.Verdict == Verdict.Done, down.Why);

        var refused = _scene.Place("imap.refuses", ArchiveLab.Mailboxes(Estate.OldImap) with { User = "nobody" });
        var wrong = Imap.Sync(refused) with { MayBeDown = true };
        await Assert.ThrowsAsync<EffectException>(() => _scene.ProbeAsync(wrong));
    }

    private string Late => Path.Combine(
        Directory.EnumerateDirectories(Path.Combine(Estate.OldArchive, "imap")).Order(StringComparer.Ordinal).First(), "cur", "9.late:2,");

    /// <summary>A client that stays signed in; what the server says from then on.</summary>
    private async Task<StreamReader> SignedInAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(Estate.OldImap.Address.Host, Estate.OldImap.Address.Port, TestContext.Current.CancellationToken);
        var stream = new NetworkStream(client.Client, ownsSocket: true);
        var password = (await File.ReadAllTextAsync(Estate.OldImap.PasswordFile, TestContext.Current.CancellationToken)).Trim();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"a login {Estate.OldImap.User} {password}\r\n"));
        var said = new StreamReader(stream);
        while (await said.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith("a OK", StringComparison.Ordinal))
                return said;
        }

        throw new IOException("The server closed the connection before anybody was signed in.");
    }

    /// <summary>How many connections were refused until it is called off.</summary>
    private async Task<int> RefusedAsync(CancellationToken end)
    {
        var refused = 0;
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Estate.OldImap.Address.Host, Estate.OldImap.Address.Port, TestContext.Current.CancellationToken);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                refused++;
            }

            await Task.Delay(5, CancellationToken.None);
        }

        return refused;
    }

    private Place<ServiceAddress> Serving(string way) => _scene.Place($"imap.{way}", new ServiceAddress
    {
        Host = new HostAddress { LockDirectory = Path.Combine(Path.GetTempPath(), $"cutover-archive-locks-{_scene.Run}") },
        Start = [Estate.MailboxesCommand, Estate.OldImap.Unit, way, "start"],
        Stop = [Estate.MailboxesCommand, Estate.OldImap.Unit, way, "stop"],
        Status = [Estate.MailboxesCommand, Estate.OldImap.Unit, way, "status"],
    });

    /// <summary>What is written there, by name.</summary>
    private static SortedDictionary<string, string> Controls(string directory) => new(
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories)
            .ToDictionary(file => file, File.ReadAllText, StringComparer.Ordinal),
        StringComparer.Ordinal);
}
