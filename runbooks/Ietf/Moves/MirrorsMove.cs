using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// rsync for the public. Mirrors delete what a server lacks, so the old daemon goes down before anything is moved, and the new one stays
/// down until its files are above their floor and a mirror of the old daemon would delete nothing that the old one has.
/// </summary>
internal sealed class MirrorsMove(RunbookBuilder night)
{
    private Step<ServiceSeen>? _stopped;

    /// <summary>A mirror as those out there have one.</summary>
    public Step Prepare() =>
        night.Prepare("rsync.mirror", Mirrors.Follow(ArchivePlaces.OldMirrors)).Under(IetfLimits.Copies)
            .Within(30.Minutes()).Expect(4.Seconds()).OwnedBy(IetfRoles.Operations).Stays("a mirror of our own does no harm");

    /// <summary>From here on no mirror can pull; they try again later.</summary>
    public Step Freeze(Step[] near) =>
        _stopped = night.Freeze("rsync.stop", Service.StopOnlyOne(ArchivePlaces.OldRsync, ArchivePlaces.NewRsync)).After(near)
            .Within(30.Seconds()).Expect(200.Milliseconds()).OwnedBy(IetfRoles.Operations);

    /// <summary>After the opening, because nobody waits for it inside the outage.</summary>
    public Step[] Open(params Step[] after)
    {
        var floors = new[] { ("files", IetfPlaces.NewFiles), ("mailarchive", ArchivePlaces.NewFiles) }.Select(side =>
            night.Settle($"rsync.floor-{side.Item1}", Files.Floor(side.Item2)).After(after).Within(1.Minutes()).Expect(500.Milliseconds())
                .Under(IetfLimits.Looks));
        var keep = night.Settle("rsync.mirrors-keep", Mirrors.NobodyDeletes(ArchivePlaces.OldMirrors, ArchivePlaces.NewMirrors))
            .After([.. floors]).Within(10.Minutes()).Expect(2.Seconds()).OwnedBy(IetfRoles.Operations).Under(IetfLimits.Looks);
        return
        [
            night.Settle("rsync.start", Service.ExactlyOne(ArchivePlaces.NewRsync, ArchivePlaces.OldRsync, _stopped!)).After(keep)
                .Within(1.Minutes()).Expect(300.Milliseconds()).Under(IetfLimits.Starts),
            night.Settle("rsync.name-everywhere", Dns.Everywhere(ArchivePlaces.RsyncName, ArchivePlaces.NewHost)).After(after)
                .Within(10.Minutes()).OwnedBy(IetfRoles.Operations),
        ];
    }
}
