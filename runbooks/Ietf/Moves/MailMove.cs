using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// Mail into Datatracker: held at the mail host before the old side stops, pointed at the new one, released after it has opened. The mail
/// host stays, and all its other mail goes on.
/// </summary>
internal sealed class MailMove(RunbookBuilder night)
{
    private static readonly Place<MailTransportAddress> Transport = IetfPlaces.Mail;

    private static readonly (string Name, Place<MailSenderAddress> Mail, Place<MailApplicationAddress> Account)[] Senders =
    [
        ("datatracker", IetfPlaces.NewDatatrackerMail, IetfPlaces.DatatrackerSender),
        ("mailarchive", IetfPlaces.NewArchiveMail, IetfPlaces.ArchiveSender),
        ("www", IetfPlaces.NewWwwMail, IetfPlaces.WwwSender),
    ];

    private Step<ServiceSeen>? _pullStopped;
    private Step<BouncesSeen>? _counted;
    private Step<HoldSeen>? _held;
    private Step<TransportMapSeen>? _pointed;

    /// <summary>
    /// Records, the way out from the new host and each application's credentials are tried before; the night is judged by what bounced
    /// since then.
    /// </summary>
    public IEnumerable<Step> Prepare()
    {
        yield return night.Prepare("mail.records", Mail.Records(IetfPlaces.MailDomain)).Within(1.Minutes()).OwnedBy(IetfRoles.Mail);
        foreach (var sent in Outbound(night.Prepare, "mail.outbound"))
            yield return sent;
        foreach (var (name, _, account) in Senders)
            yield return night.Prepare($"mail.sign-in.{name}", Mail.SignsIn(account)).Within(1.Minutes()).OwnedBy(IetfRoles.Mail)
                .Poll(20.Seconds()).Expires(Checks.Tried);
        yield return night.Prepare("mail.can-point", Mail.CanSwitch(Transport, IetfPlaces.OldMailTarget, IetfPlaces.NewMailTarget))
            .Within(1.Minutes()).OwnedBy(IetfRoles.Mail).Expires(Checks.Tried);
        yield return _counted = night.Prepare("mail.bounces", Mail.CountBounces(Transport)).Within(1.Minutes()).OwnedBy(IetfRoles.Mail);
    }

    /// <summary>
    /// While everybody still writes: what comes from here on waits, three canaries among it, and nobody asks for aliases where none may be.
    /// </summary>
    public Step[] Freeze(params Step[] after)
    {
        _pullStopped = night.Freeze("mail.aliases-freeze", Service.Stop(IetfPlaces.AliasPull)).After(after).Within(1.Minutes())
            .Expect(300.Milliseconds()).OwnedBy(IetfRoles.Mail);
        _held = night.Freeze("mail.hold", Mail.Hold(Transport)).After(after).Within(1.Minutes()).Expect(700.Milliseconds())
            .OwnedBy(IetfRoles.Mail);
        return [_pullStopped, _held];
    }

    /// <summary>Nothing is delivered yet; so this waits for nothing but the proofs.</summary>
    public Step Switch(params Step[] after) =>
        _pointed = night.Switch("mail.point", Mail.Switch(Transport, IetfPlaces.OldMailTarget, IetfPlaces.NewMailTarget))
            .After([_held!, .. after]).Within(1.Minutes()).Expect(500.Milliseconds()).OwnedBy(IetfRoles.Mail);

    /// <summary>What waited goes to the new side. On the way back it is held again before the new side is fenced.</summary>
    public IEnumerable<Step> Settle(params Step[] opened)
    {
        var released = night.Settle("mail.release", Mail.Release(Transport, _held!)).After([_pointed!, .. opened]).Within(30.Minutes())
            .Expect(5.Seconds()).OwnedBy(IetfRoles.Mail);
        var arrived = night.Settle("mail.arrived", Mail.Arrived(Transport, IetfPlaces.Datatracker.NewDatabase, _held!)).After(released)
            .Within(5.Minutes()).OwnedBy(IetfRoles.Mail);
        var plausible = night.Settle("mail.aliases-plausible", Mail.AliasesPlausible(IetfPlaces.Aliases)).After([_pullStopped!, .. opened])
            .Within(5.Minutes()).OwnedBy(IetfRoles.Mail);
        yield return night.Settle("mail.aliases-thaw", Service.Start(IetfPlaces.AliasPull)).After(plausible).Within(1.Minutes())
            .Expect(300.Milliseconds()).OwnedBy(IetfRoles.Mail).Under(IetfLimits.Starts);
        foreach (var sent in Outbound(night.Settle, "mail.outbound-again"))
            yield return sent.After(opened).Under(IetfLimits.Looks);
        yield return night.Settle("mail.nothing-bounced", Mail.NothingBounced(Transport, _counted!)).After(arrived).Within(1.Minutes())
            .OwnedBy(IetfRoles.Mail);
    }

    /// <summary>On the way back the pull goes on only when the side that serves again offers what is in use.</summary>
    /// <param name="refused">Taken back when that side serves again.</param>
    public void WayBack(params Step[] refused) =>
        night.Back(Phase.Settle, "mail.back.aliases-plausible", Mail.AliasesPlausible(IetfPlaces.Aliases)).IfBegun(_pullStopped!)
            .AfterUndoOf(refused).BeforeUndoOf(_pullStopped!).Within(5.Minutes()).OwnedBy(IetfRoles.Mail);

    private static IEnumerable<Step<OutboundSeen>> Outbound(Func<string, IProbe<OutboundSeen>, Step<OutboundSeen>> phase, string name)
    {
        return [.. Senders.Select(each =>
            phase($"{name}.{each.Name}", Mail.Outbound(each.Mail, IetfPlaces.CanaryMailbox, IetfPlaces.MailDomain))
                .Within(2.Minutes()).Retry(3, 5.Seconds()).Expect(1.Seconds()).OwnedBy(IetfRoles.Mail)
                .Stays("a canary is a message like any other"))];
    }
}
