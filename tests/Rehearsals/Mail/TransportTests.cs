using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>Mail that waits, is pointed somewhere else and released, on a real Postfix.</summary>
[Collection(MailTests.Name)]
public sealed class TransportTests : IAsyncLifetime
{
    private readonly MailServers _mail;
    private readonly Scene _scene;
    private readonly Place<MailTransportAddress> _transport;
    private readonly Place<MailTargetAddress> _old;
    private readonly Place<MailTargetAddress> _new;
    private readonly string _tracker;
    private readonly string _group;

    public TransportTests(MailServers mail)
    {
        _mail = mail;
        _scene = new Scene { Run = $"test-{Guid.NewGuid():N}" };
        _transport = _scene.Place("mail", mail.Transport);
        _old = _scene.Place("old", new MailTargetAddress { NextHop = mail.Mail.OldTarget.ToString() });
        _new = _scene.Place("new", new MailTargetAddress { NextHop = mail.Mail.NewTarget.ToString() });
        _tracker = $"iana-review@{mail.Mail.Domain}";
        _group = $"wg007-chairs@{mail.Mail.Domain}";
    }

    public ValueTask InitializeAsync() => new(_mail.ResetAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Held_mail_waits_while_the_rest_goes_on_and_comes_once_to_where_the_map_leads_then()
    {
        using var next = new MailReceiver(_mail.Mail.NewTarget);
        var counted = await CountedAsync();
        var before = await _mail.SendAsync(_tracker, 20);
        var hold = Mail.Hold(_transport);
        await _scene.MakeSoAsync(hold);
        var held = _scene.Done("hold", hold, (await _scene.ProbeAsync(hold)).Value!);
        var during = await _mail.SendAsync(_tracker, 20);
        var lists = await _mail.SendAsync(_group, 20);
        await MailServers.UntilAsync("the group's mail has come", async () =>
            (await _mail.InMailboxAsync("mail-host", "people", lists)).All(count => count == 1));
        Assert.All(await _mail.RowsAsync(during), rows => Assert.Equal(0, rows));

        await _scene.MakeSoAsync(Mail.Switch(_transport, _old, _new));
        Assert.Empty(next.Ids);
        await _scene.MakeSoAsync(Mail.Release(_transport, held));

        var left = await _mail.RowsAsync(before);
        await MailServers.UntilAsync("the new side has it", () => Task.FromResult(next.Ids.Count >= 23 + left.Count(rows => rows == 0)));
        Assert.Equal(next.Ids.Count, next.Ids.Distinct().Count());
        Assert.Empty(during.Except(next.Ids, StringComparer.Ordinal));
        Assert.Equal(20, left.Count(rows => rows == 1) + before.Intersect(next.Ids, StringComparer.Ordinal).Count());
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Mail.NothingBounced(_transport, counted))).Verdict);
    }

    [Fact]
    public async Task The_way_back_delivers_what_waited_to_the_old_side_and_its_rows_prove_it()
    {
        var hold = Mail.Hold(_transport);
        var before = await _scene.MakeSoAsync(hold);
        var held = _scene.Done("hold", hold, (await _scene.ProbeAsync(hold)).Value!);
        var switching = Mail.Switch(_transport, _old, _new);
        var map = await _scene.MakeSoAsync(switching);
        var during = await _mail.SendAsync(_tracker, 10);

        await _scene.UndoAsync(switching, map);
        Assert.True(switching.IsUndone(map, (await _scene.ProbeAsync(switching)).Value!));
        await _scene.UndoAsync(hold, before);
        await MailServers.UntilAsync("nothing is held", async () => hold.IsUndone(before, (await _scene.ProbeAsync(hold)).Value!));

        await MailServers.UntilAsync("the old side has it", async () => (await _mail.RowsAsync(during)).All(rows => rows == 1));
        var arrived = Mail.Arrived(_transport, _scene.Place("database", _mail.Database), held);
        await _scene.UntilAsync(arrived, Verdict.Done);
    }

    [Fact]
    public async Task A_message_that_was_being_put_off_as_the_hold_ended_does_not_wait_for_a_minute()
    {
        var hold = Mail.Hold(_transport);
        var before = await _scene.MakeSoAsync(hold);
        var during = await _mail.SendAsync(_tracker, 3);
        await MailServers.UntilAsync("all wait", async () => (await _scene.ProbeAsync(hold)).Value!.Waiting >= 6);

        // What a delivery agent that is not done yet holds: the queue manager's lock (flock) on the message's file.
        var waiting = Path.Combine(_mail.Mail.Home("mail-host"), "queue", "deferred");
        var locks = Directory.EnumerateFiles(waiting, "*", SearchOption.AllDirectories)
            .Select(file => new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)).ToList();
        Assert.True(locks.Count >= 6);
        var undo = _scene.UndoAsync(hold, before);
        await MailServers.UntilAsync("they are left alone", async () =>
            (await MailServers.CommandAsync(_mail.Mail.Command, "mail-host", "log"))
                .Contains("skipped, still being delivered", StringComparison.Ordinal));
        locks.ForEach(held => held.Dispose());

        await undo.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await MailServers.UntilAsync("the old side has it", async () => (await _mail.RowsAsync(during)).All(rows => rows == 1));
    }

    [Fact]
    public async Task A_hold_that_the_running_queue_manager_was_not_told_of_is_no_hold()
    {
        await MailServers.CommandAsync(_mail.Mail.Command, "mail-host", "postconf", "-e", $"defer_transports = {_mail.Mail.Transport}");
        var finding = await _scene.ProbeAsync(Mail.Hold(_transport));
        Assert.Equal(Verdict.HalfDone, finding.Verdict);
        Assert.Contains("0 of 3 canaries wait", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entry_of_the_map_that_somebody_else_has_changed_is_left_alone()
    {
        await File.WriteAllTextAsync(_mail.Transport.Map, $"{_mail.Mail.DatatrackerDomain} {_mail.Mail.Transport}:127.0.0.99:1\n");
        var switching = Mail.Switch(_transport, _old, _new);
        Assert.Contains("127.0.0.99:1", (await _scene.ProbeAsync(switching)).Why, StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<EffectException>(() => _scene.DoAsync(switching, null!));
        Assert.Contains("is left alone", refused.Message, StringComparison.Ordinal);
        Assert.Contains("127.0.0.99", await File.ReadAllTextAsync(_mail.Transport.Map), StringComparison.Ordinal);
    }

    private async Task<Step<BouncesSeen>> CountedAsync()
    {
        var count = Mail.CountBounces(_transport);
        return _scene.Done("bounces", count, (await _scene.ProbeAsync(count)).Value!);
    }
}
