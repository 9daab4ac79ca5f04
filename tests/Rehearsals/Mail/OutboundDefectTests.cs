using Cutover.Effects;
using Cutover.Engine;
using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>Mail out, from an application's host through the relay to SES's stand-in, and what goes wrong on its way.</summary>
[Collection(MailTests.Name)]
public sealed class OutboundDefectTests(MailServers mail) : IAsyncLifetime
{
    private const string Relay = "mail-relay";

    private string NewHost => mail.Mail.NewTarget.Host;

    private string OldHost => mail.Mail.OldTarget.Host;

    public ValueTask InitializeAsync() => new(mail.ResetAsync());

    public async ValueTask DisposeAsync() => await MailServers.CommandAsync(mail.Mail.Command, Relay, "postsuper", "-d", "ALL");

    [Theory]
    [InlineData("datatracker")]
    [InlineData("mailarchive")]
    [InlineData("www")]
    public async Task Each_application_s_mail_comes_out_with_DKIM_SPF_and_From_as_they_should_be(string name)
    {
        var (scene, canary) = Canary(mail.From(name, NewHost));
        await scene.MakeSoAsync(canary);
    }

    [Fact]
    public async Task What_Datatracker_s_scheduler_sends_goes_the_same_way_from_its_own_host()
    {
        var id = await mail.QueueAsync(mail.Box.To);
        Assert.Equal(0, await SmallLab.ServiceAsync(mail.Estate, "datatracker-old-scheduler", "start"));
        try
        {
            await MailServers.UntilAsync("it has come", async () =>
                (await mail.InMailboxAsync("mail-host", "people", [id])).Single() == 1);
        }
        finally
        {
            await SmallLab.ServiceAsync(mail.Estate, "datatracker-old-scheduler", "stop");
        }

        var box = await MailServers.CommandAsync(mail.Mail.Command, "mail-host", "mailbox", "people");
        var message = box.Split('\f').Single(each => each.Contains($"<{id}>", StringComparison.Ordinal));
        Assert.Matches($@"Received: from [^\n]*\[{OldHost}\]\)\s[^\f]*?by {Relay}\.", message);
    }

    [Fact]
    public async Task A_message_handed_over_again_is_the_same_message()
    {
        var (scene, canary) = Canary(mail.From("www", NewHost));
        await scene.MakeSoAsync(canary);
        var once = await IdsAsync();
        await scene.DoAsync(canary, new OutboundSeen(Arrived: false, From: null));

        await MailServers.UntilAsync("it has come twice", async () => (await IdsAsync()).Count == once.Count + 1);
        Assert.Equal(once.Distinct().Count(), (await IdsAsync()).Distinct().Count());
        Assert.Equal(Verdict.Done, (await scene.ProbeAsync(canary)).Verdict);
    }

    private async Task<IReadOnlyList<string>> IdsAsync()
    {
        var box = await MailServers.CommandAsync(mail.Mail.Command, "mail-host", "mailbox", "people");
        return
        [
            .. box.Split('<').Select(part => part.Split('>')[0])
                .Where(id => id.EndsWith(".outbound@cutover.invalid", StringComparison.Ordinal)),
        ];
    }

    /// <summary>Hazard 9: the relay lets known hosts in, and the new one is not among them.</summary>
    [Fact]
    public async Task A_relay_that_does_not_know_the_new_host_is_told_apart_and_the_mend_named()
    {
        await using var planted = await PlantedAtRelay.NetworksAsync(mail, $"{OldHost}/32");
        var (scene, canary) = Canary(mail.From("datatracker", NewHost));
        var refused = await Assert.ThrowsAsync<EffectException>(() => scene.DoAsync(canary, null!));

        Assert.StartsWith(
            $"The relay at {mail.Mail.Relay} refused datatracker@lab.test from {NewHost} of this machine: 554 5.7.1 ", refused.Message,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "Relay access denied; allow that host's address there (Postfix: mynetworks).", refused.Message, StringComparison.Ordinal);
        var (known, fromOld) = Canary(mail.From("datatracker", OldHost));
        await known.MakeSoAsync(fromOld);
    }

    [Fact]
    public async Task A_sender_whom_the_relay_could_not_sign_in_for_is_refused_at_its_door()
    {
        var (scene, canary) = Canary(mail.From("datatracker", NewHost) with { Sender = $"somebody@{mail.Mail.Domain}" });
        var refused = await Assert.ThrowsAsync<EffectException>(() => scene.DoAsync(canary, null!));

        Assert.Contains("Sender address rejected", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("mend there what it names.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relay_that_is_not_there_a_certificate_of_somebody_else_and_a_host_without_curl_are_told()
    {
        var usual = mail.From("www", NewHost);
        var (scene, shut) = Canary(usual with { Relay = $"{NewHost}:{mail.Mail.Relay.Port}" });
        var refused = await Assert.ThrowsAsync<EffectException>(() => scene.DoAsync(shut, null!));
        Assert.Contains("could not be spoken to", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Couldn't connect", refused.Message, StringComparison.Ordinal);

        (scene, var strange) = Canary(usual with { AuthorityFile = null });
        refused = await Assert.ThrowsAsync<EffectException>(() => scene.DoAsync(strange, null!));
        Assert.Contains("certificate", refused.Message, StringComparison.Ordinal);

        (scene, var bare) = Canary(usual with { Before = ["env", "PATH=/nowhere"] });
        refused = await Assert.ThrowsAsync<EffectException>(() => scene.DoAsync(bare, null!));
        Assert.Contains("curl", refused.Message, StringComparison.Ordinal);
        Assert.Contains("No such file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_that_SES_does_not_take_keeps_the_mail_at_the_relay_until_it_is_mended()
    {
        var (scene, canary) = Canary(mail.From("www", NewHost));
        await using (await PlantedAtRelay.AccountAsync(mail, mail.Mail.Sender("www"), "www:revoked"))
        {
            await scene.DoAsync(canary, null!);
            await MailServers.UntilAsync("it waits for that reason", async () =>
                (await MailServers.CommandAsync(mail.Mail.Command, Relay, "postqueue", "-j")).Contains(
                    "authentication failed", StringComparison.Ordinal));
            var waits = await scene.ProbeAsync(canary);
            Assert.Equal(Verdict.NotDone, waits.Verdict);
            Assert.StartsWith($"no message of www@lab.test is in {mail.Box.To}; ", waits.Why, StringComparison.Ordinal);
            Assert.Contains($"the relay at {mail.Mail.Relay} took", waits.Why, StringComparison.Ordinal);
        }

        await MailServers.CommandAsync(mail.Mail.Command, Relay, "postqueue", "-f");
        await scene.UntilAsync(canary, Verdict.Done);
    }

    [Fact]
    public async Task Somebody_elses_account_at_SES_is_no_way_out()
    {
        var password = (await File.ReadAllTextAsync(mail.Mail.PasswordFile("datatracker"))).Trim();
        await using var planted = await PlantedAtRelay.AccountAsync(mail, mail.Mail.Sender("www"), $"datatracker:{password}");
        var (scene, canary) = Canary(mail.From("www", NewHost));
        await scene.DoAsync(canary, null!);

        await MailServers.UntilAsync("SES has refused it", async () =>
            (await MailServers.CommandAsync(mail.Mail.Command, Relay, "log")).Contains("not owned by user", StringComparison.Ordinal));
        var gone = await scene.ProbeAsync(canary);
        Assert.Equal(Verdict.NotDone, gone.Verdict);
        Assert.Contains("was refused behind it: its queue and its log say why", gone.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credentials_are_tried_without_a_message()
    {
        var scene = new Scene();
        var good = await scene.ProbeAsync(Mail.SignsIn(scene.Place("good", mail.Account("www"))));
        Assert.True(good.Verdict == Verdict.Done, good.Why);

        var revoked = scene.Place("revoked", mail.Account("www") with { PasswordFile = mail.Account("datatracker").PasswordFile });
        var refused = await scene.ProbeAsync(Mail.SignsIn(revoked));
        Assert.Equal(Verdict.NotDone, refused.Verdict);
        Assert.Contains("authentication failed", refused.Why, StringComparison.OrdinalIgnoreCase);
        var password = (await File.ReadAllTextAsync(mail.Account("datatracker").PasswordFile)).Trim();
        Assert.DoesNotContain(password, refused.Why, StringComparison.Ordinal);
    }

    /// <summary>A canary that no other test looks for.</summary>
    private (Scene Scene, OutboundCanary Canary) Canary(MailSenderAddress from)
    {
        var scene = new Scene { Run = $"test-{Guid.NewGuid():N}" };
        return (scene, Mail.Outbound(scene.Place("from", from), scene.Place("box", mail.Box), scene.Place("domain", mail.Domain)));
    }
}
