using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>What has gone wrong with mail on real nights, planted in the lab's parts: the check that stops, and what it says.</summary>
[Collection(MailTests.Name)]
public sealed class MailDefectTests : IAsyncLifetime
{
    private readonly MailServers _mail;
    private readonly Scene _scene;
    private readonly Place<MailTransportAddress> _transport;
    private readonly Place<MailTargetAddress> _old;
    private readonly Place<MailTargetAddress> _new;
    private readonly Place<MailDomainAddress> _domain;

    public MailDefectTests(MailServers mail)
    {
        _mail = mail;
        _scene = new Scene { Run = $"test-{Guid.NewGuid():N}" };
        _transport = _scene.Place("mail", mail.Transport);
        _old = _scene.Place("old", new MailTargetAddress { NextHop = mail.Mail.OldTarget.ToString() });
        _new = _scene.Place("new", new MailTargetAddress { NextHop = mail.Mail.NewTarget.ToString() });
        _domain = _scene.Place("domain", mail.Domain);
    }

    public ValueTask InitializeAsync() => new(_mail.ResetAsync());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task N18_an_API_that_says_ok_and_drops_the_message()
    {
        using var drops = new MailReceiver(_mail.Mail.NewTarget);
        var held = await ThroughAsync();
        await _scene.MakeSoAsync(Mail.Release(_transport, held));
        await MailServers.UntilAsync("it was said ok to all canaries", () => Task.FromResult(drops.Ids.Count >= 3));

        var finding = await _scene.ProbeAsync(Mail.Arrived(_transport, _scene.Place("database", _mail.Database), held));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("made no row", finding.Why, StringComparison.Ordinal);
        Assert.Contains("whatever was answered", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, "<h1>Back soon</h1>", "text/html")]
    [InlineData(403, """{"error":"Wrong key."}""", "application/json")]
    [InlineData(301, "", "text/html")]
    public async Task A_maintenance_page_a_wrong_key_or_a_redirect_keeps_the_mail_waiting_and_says_so(
        int status, string answer, string type)
    {
        var counted = await CountedAsync();
        using var page = new MailReceiver(_mail.Mail.NewTarget, status, answer, type);
        var held = await ThroughAsync();
        var release = Mail.Release(_transport, held);
        await _scene.DoAsync(release, (await _scene.ProbeAsync(release)).Value!);
        await MailServers.UntilAsync("it was tried", () => Task.FromResult(page.Ids.Count >= 3));

        await MailServers.UntilAsync("the reason is told", async () =>
            (await _scene.ProbeAsync(release)) is { Verdict: Verdict.HalfDone } finding
            && finding.Why.Contains($"{status} {type}", StringComparison.Ordinal));
        Assert.Equal(Verdict.Done, (await _scene.ProbeAsync(Mail.NothingBounced(_transport, counted))).Verdict);
    }

    [Fact]
    public async Task A_destination_that_the_new_side_does_not_know_bounces_and_is_told()
    {
        var counted = await CountedAsync();
        using var knows = new MailReceiver(_mail.Mail.NewTarget, answer: """{"result": "bad_dest"}""");
        var held = await ThroughAsync();
        await _scene.MakeSoAsync(Mail.Release(_transport, held));

        var finding = await _scene.UntilAsync(Mail.NothingBounced(_transport, counted), Verdict.NotDone);

        Assert.Contains("bounced", finding.Why, StringComparison.Ordinal);
        Assert.Contains("Datatracker refuses it", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"aliases":[]}""", "offers 0 aliases where 122 are in use")]
    [InlineData("""{"aliases":[{"alias":"a","domains":["ietf"],"addresses":["a@b.test"]}]}""", "offers 1 aliases where 122 are in use")]
    [InlineData("""{"aliases":[{"alias":"a","domains":["ietf"],"addresses":[]}]}""", "offers 0 aliases where 122 are in use")]
    public async Task An_alias_answer_that_is_empty_or_much_smaller_keeps_the_pull_off(string answer, string says)
    {
        using var source = new CannedAnswer(_mail.Mail.NewTarget, answer);
        var finding = await _scene.ProbeAsync(Mail.AliasesPlausible(_scene.Place("aliases", _mail.Aliases(_mail.Mail.NewTarget))));
        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains(says, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_aliases_of_the_real_API_may_be_pulled()
    {
        var finding = await _scene.ProbeAsync(Mail.AliasesPlausible(_scene.Place("aliases", _mail.Aliases(_mail.Mail.OldTarget))));
        Assert.True(finding.Verdict == Verdict.Done, finding.Why);
    }

    [Fact]
    public async Task The_lab_s_own_records_fit_together()
    {
        var finding = await _scene.ProbeAsync(Mail.Records(_domain));
        Assert.True(finding.Verdict == Verdict.Done, finding.Why);
    }

    [Theory]
    [InlineData(
        "_25._tcp.mail.lab.test. 5 TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000000",
        "does not fit the certificate")]
    [InlineData("del _25._tcp.mail.lab.test. TLSA", "has no TLSA record for mail.lab.test")]
    [InlineData("del lab.test. MX", "has no MX for lab.test")]
    [InlineData("del lab.test. TXT", "has 0 SPF records for lab.test")]
    [InlineData("lab.test. 5 TXT \"v=spf1 ip4:192.0.2.1 -all\"", "SPF of lab.test says Fail to mail from 127.0.0.43")]
    [InlineData("del ses._domainkey.lab.test. TXT", "has no DKIM key at ses._domainkey.lab.test")]
    public async Task Records_that_do_not_fit_together_are_named(string change, string says)
    {
        await using var planted = await PlantedRecord.PlantAsync(_mail.Estate, change);
        var finding = await _scene.UntilAsync(Mail.Records(_domain), Verdict.NotDone);
        Assert.Contains(says, finding.Why, StringComparison.Ordinal);
    }

    /// <summary>Held, and pointed at the new side.</summary>
    private async Task<Step<HoldSeen>> ThroughAsync()
    {
        var hold = Mail.Hold(_transport);
        await _scene.MakeSoAsync(hold);
        await _scene.MakeSoAsync(Mail.Switch(_transport, _old, _new));
        return _scene.Done("hold", hold, (await _scene.ProbeAsync(hold)).Value!);
    }

    private async Task<Step<BouncesSeen>> CountedAsync()
    {
        var count = Mail.CountBounces(_transport);
        return _scene.Done("bounces", count, (await _scene.ProbeAsync(count)).Value!);
    }
}
