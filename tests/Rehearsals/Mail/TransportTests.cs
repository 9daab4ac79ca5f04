using System.Globalization;
using System.Runtime.Versioning;
using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>Mail that waits, is pointed somewhere else and released, on a real Postfix.</summary>
[Collection(MailTests.Name)]
[SupportedOSPlatform("linux")]
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
        var known = await LeftAloneAsync();
        var undo = _scene.UndoAsync(hold, before);
        await MailServers.UntilAsync("they are left alone", async () => await LeftAloneAsync() > known);
        locks.ForEach(held => held.Dispose());

        await undo.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await MailServers.UntilAsync("the old side has it", async () => (await _mail.RowsAsync(during)).All(rows => rows == 1));
    }

    [Fact]
    public async Task A_message_that_was_being_delivered_as_the_hold_began_does_not_keep_it_waiting_for_a_minute()
    {
        using var old = new MailReceiver(_mail.Mail.NewTarget, isSlow: true);
        await _scene.MakeSoAsync(Mail.Switch(_transport, _old, _new));
        var sent = await _mail.SendAsync(_tracker, 1);
        await MailServers.UntilAsync("it is being delivered", () => Task.FromResult(old.Ids.Count == 1));

        var hold = Mail.Hold(_transport);
        var known = await LeftAloneAsync();
        var begun = _scene.MakeSoAsync(hold);
        await MailServers.UntilAsync("it is left alone", async () => await LeftAloneAsync() > known);
        await MailServers.UntilAsync("it is waited for", async () =>
            (await _scene.ProbeAsync(hold)).Why.Contains("holds, and 1 are still being delivered", StringComparison.Ordinal));
        old.Answer();

        await begun.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Equal(sent, old.Ids);
    }

    [Fact]
    public async Task A_driver_that_died_as_it_took_the_hold_away_is_followed_by_one_that_has_everything_tried_again()
    {
        var hold = Mail.Hold(_transport);
        var before = await _scene.MakeSoAsync(hold);
        await _mail.SendAsync(_tracker, 5);
        await DeferAsync("");
        Assert.Equal(Verdict.HalfDone, (await _scene.ProbeAsync(hold)).Verdict);
        await _scene.UndoAsync(hold, before);
        await MailServers.UntilAsync("nothing waits", async () => (await _scene.ProbeAsync(hold)).Value is { Held: 0, IsHeld: false });
    }

    /// <summary>Hazard 8: a flush overrides every hold (postqueue(1)).</summary>
    [Fact]
    public async Task A_queue_that_somebody_flushes_during_the_hold_meets_a_closed_side_and_everything_comes_once_at_the_release()
    {
        var counted = await CountedAsync();
        var hold = Mail.Hold(_transport);
        await _scene.MakeSoAsync(hold);
        var held = _scene.Done("hold", hold, (await _scene.ProbeAsync(hold)).Value!);
        await _scene.MakeSoAsync(Mail.Switch(_transport, _old, _new));
        var during = await _mail.SendAsync(_tracker, 10);
        await MailServers.UntilAsync("all wait", async () => (await _scene.ProbeAsync(hold)).Value!.Waiting == 13);
        await MailServers.CommandAsync(_mail.Mail.Command, "mail-host", "postqueue", "-f");
        await MailServers.UntilAsync("it is seen that canaries were tried", async () =>
            (await _scene.ProbeAsync(hold)).Why.Contains("of 3 canaries wait for that reason", StringComparison.Ordinal));
        await MailServers.UntilAsync("all wait again", async () => (await _scene.ProbeAsync(hold)).Value! is { Waiting: 13, Active: 0 });
        using var next = new MailReceiver(_mail.Mail.NewTarget);
        await _scene.MakeSoAsync(Mail.Release(_transport, held));
        await MailServers.UntilAsync("the new side has it", () => Task.FromResult(next.Ids.Count >= 13));
        Assert.Equal((13, 13), (next.Ids.Count, next.Ids.Distinct().Count()));
        Assert.Empty(during.Except(next.Ids, StringComparer.Ordinal));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Mail.NothingBounced(_transport, counted))).Verdict);
    }

    [Fact]
    public async Task A_hold_that_the_running_queue_manager_was_not_told_of_is_no_hold()
    {
        await DeferAsync(_mail.Mail.Transport);
        var finding = await _scene.ProbeAsync(Mail.Hold(_transport));
        Assert.Equal(Verdict.HalfDone, finding.Verdict);
        Assert.Contains("0 of 3 canaries wait", finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_still_waits_from_a_hold_of_somebody_elses_does_not_leave_the_transport_held()
    {
        await DeferAsync(_mail.Mail.Transport);
        await MailServers.CommandAsync(_mail.Mail.Command, "mail-host", "postfix", "reload");
        var waiting = await _mail.SendAsync(_tracker, 1);
        var hold = Mail.Hold(_transport);
        await MailServers.UntilAsync("it waits", async () => (await _scene.ProbeAsync(hold)).Value!.Held == 1);
        await DeferAsync("");

        var before = await _scene.MakeSoAsync(hold);
        Assert.Equal((false, 1), (before.IsHeld, before.Held));
        await _scene.UndoAsync(hold, before);

        await MailServers.UntilAsync("nothing is held", async () => hold.IsUndone(before, (await _scene.ProbeAsync(hold)).Value!));
        await MailServers.UntilAsync("it has come", async () => (await _mail.RowsAsync(waiting)).All(rows => rows == 1));
    }

    [Fact]
    public async Task A_map_with_empty_lines_and_no_end_of_line_is_changed_to_the_byte_and_back()
    {
        var (old, next) = ($"{_mail.Mail.Transport}:{_mail.Mail.OldTarget}", $"{_mail.Mail.Transport}:{_mail.Mail.NewTarget}");
        var text = $"# Für Datatracker\n\n{_mail.Mail.DatatrackerDomain} {{0}}\n\nelsewhere.test smtp:[192.0.2.1]";
        await File.WriteAllTextAsync(_mail.Transport.Map, string.Format(CultureInfo.InvariantCulture, text, old));
        var can = await _scene.ProbeAsync(Mail.CanSwitch(_transport, _old, _new));
        Assert.Contains("can be written", can.Why, StringComparison.Ordinal);

        var switching = Mail.Switch(_transport, _old, _new);
        var before = await _scene.MakeSoAsync(switching);
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, text, next), await File.ReadAllTextAsync(_mail.Transport.Map));
        await _scene.UndoAsync(switching, before);
        Assert.Equal(string.Format(CultureInfo.InvariantCulture, text, old), await File.ReadAllTextAsync(_mail.Transport.Map));
    }

    [Fact]
    public async Task A_map_that_leads_elsewhere_or_cannot_be_replaced_is_known_before_the_night()
    {
        var strange = await _scene.ProbeAsync(Mail.CanSwitch(_transport, _new, _new));
        Assert.Contains("was changed by somebody else", strange.Why, StringComparison.Ordinal);

        // The lab's commands, without the one that could replace it: as where sudo allows Postfix's own programs and no more.
        var at = _mail.Transport;
        var narrow = Path.Combine(_mail.Estate.Directory, "guests-data", "narrow");
        await File.WriteAllTextAsync(narrow,
            $$"""
            #!/bin/sh
            [ "$1" = sh ] && { echo 'sh is not allowed' >&2; exit 1; }
            exec {{_mail.Mail.Command}} mail-host "$@"
            """);
        File.SetUnixFileMode(narrow, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var place = _scene.Place("narrow", at with { Server = at.Server with { Before = [narrow] } });
        var refused = await _scene.ProbeAsync(Mail.CanSwitch(place, _old, _new));
        Assert.Equal(Verdict.NotDone, refused.Verdict);
        Assert.Contains("sh is not allowed", refused.Why, StringComparison.Ordinal);
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

    private async Task DeferAsync(string transport) =>
        await MailServers.CommandAsync(_mail.Mail.Command, "mail-host", "postconf", "-e", $"defer_transports = {transport}");

    /// <summary>How often a queue manager has found a message locked.</summary>
    private async Task<int> LeftAloneAsync() => (await MailServers.CommandAsync(_mail.Mail.Command, "mail-host", "log"))
        .Split("skipped, still being delivered", StringSplitOptions.None).Length;

    private async Task<Step<BouncesSeen>> CountedAsync()
    {
        var count = Mail.CountBounces(_transport);
        return _scene.Done("bounces", count, (await _scene.ProbeAsync(count)).Value!);
    }
}
