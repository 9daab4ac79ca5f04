using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Mail during a night: what waits, where it goes and whether it came.</summary>
public static class Mail
{
    /// <summary>Holds one transport, proved by canaries that wait; taken back, delivers again to where the map leads then.</summary>
    public static HoldTransport Hold(Place<MailTransportAddress> transport) => new(transport);

    /// <summary>Points a transport somewhere else; taken back, points it back.</summary>
    public static SwitchTransport Switch(
        Place<MailTransportAddress> transport, Place<MailTargetAddress> from, Place<MailTargetAddress> to) => new(transport, from, to);

    /// <summary>A check that it will be possible to point a transport somewhere else.</summary>
    public static CanSwitch CanSwitch(
        Place<MailTransportAddress> transport, Place<MailTargetAddress> from, Place<MailTargetAddress> to) => new(transport, from, to);

    /// <summary>Releases what was held and watches until nothing waits; taken back, holds again.</summary>
    public static ReleaseTransport Release(Place<MailTransportAddress> transport, Step<HoldSeen> held, int perSecond = 20) =>
        new(transport, held, perSecond);

    /// <summary>A check that each canary that was held has made one row.</summary>
    public static CanariesArrived Arrived(
        Place<MailTransportAddress> transport, Place<DatabaseAddress> database, Step<HoldSeen> held) => new(transport, database, held);

    /// <summary>Counts the bounces so far, for <see cref="NothingBounced"/>.</summary>
    public static CountBounces CountBounces(Place<MailTransportAddress> transport) => new(transport);

    /// <summary>A check that a domain's MX, SPF, DKIM and TLSA records fit together.</summary>
    public static MailRecords Records(Place<MailDomainAddress> domain) => new(domain);

    /// <summary>A message sent as an application, from its host through the relay, judged at the other end.</summary>
    public static OutboundCanary Outbound(
        Place<MailSenderAddress> application, Place<MailboxReadAddress> mailbox, Place<MailDomainAddress> domain) =>
        new(application, mailbox, domain);

    /// <summary>A check that an application's credentials are good at its submission server; nothing is sent.</summary>
    public static SubmissionLogin SignsIn(Place<MailApplicationAddress> application) => new(application);

    /// <summary>A check that the alias pull would not wipe the map.</summary>
    public static AliasesPlausible AliasesPlausible(Place<AliasSourceAddress> source, int floorPercent = 95) => new(source, floorPercent);

    /// <summary>A check that nothing was bounced since.</summary>
    public static NothingBounced NothingBounced(Place<MailTransportAddress> transport, Step<BouncesSeen> counted) =>
        new(transport, counted);
}
