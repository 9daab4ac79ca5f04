using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// The mail archive: database, search index and files, and IMAP, which follows the files. It is frozen before the others: nobody but the
/// mail host notices, and what comes meanwhile waits in the spool. Known by list and Message-ID, a message may be imported again.
/// </summary>
internal sealed class ArchiveMove
{
    private const string CanaryList = "canary";

    private static readonly ServicePlaces At = ArchivePlaces.Service;

    private readonly RunbookBuilder _night;
    private readonly DatabaseMove _data;
    private readonly FilesMove _files;
    private readonly TrafficMove _traffic;
    private Step<CanarySeen>? _canary;
    private Step<FoldersSeen>? _synced;
    private Step<ServiceSeen>? _readerStopped;
    private Step[] _same = [];
    private Step<ServiceSeen>? _importerStopped;
    private Step? _importerStarted;

    public ArchiveMove(RunbookBuilder night, TrafficMove traffic)
    {
        _night = night;
        _data = new DatabaseMove(night, At, writers: ["archive"], IetfRoles.Archive);
        _files = new FilesMove(night, "mailarchive.files", ArchivePlaces.OldFiles, ArchivePlaces.NewFiles) { Ahead = true };
        _traffic = traffic;
    }

    /// <summary>IMAP runs on the new side as on the old one; after this its name may move.</summary>
    public Step? ImapRuns { get; private set; }

    /// <summary>Whatever can still write to the old side's archive; no service opens before all of it has ended.</summary>
    public Step[] Stopped { get; private set; } = [];

    /// <inheritdoc cref="DatabaseMove.Ready"/>
    public Step[] Ready => _data.Ready;

    /// <summary>Days ahead.</summary>
    public Step[] Prepare() => [_data.Prepare(), .. _files.Prepare()];

    /// <summary>Likewise: who will take whose place, and what clients see.</summary>
    public Step[] PrepareImap()
    {
        var imap = _night.Prepare("imap.old", Service.IsRunning(ArchivePlaces.OldImap)).OwnedBy(IetfRoles.Archive);
        Step[] readers =
        [
            _night.Prepare("imap.old-reader", Service.IsStopped(ArchivePlaces.OldImapReader)).OwnedBy(IetfRoles.Archive),
            _night.Prepare("imap.new-reader", Service.IsStopped(ArchivePlaces.NewImapReader)).OwnedBy(IetfRoles.Archive),
        ];

        // The server gives UIDs to what it has not seen yet; so the night's own sync has little to do.
        var synced = _night.Prepare("imap.sync-ahead", Imap.Sync(ArchivePlaces.OldMailboxes)).After(imap).Within(30.Minutes())
            .Expect(1.Seconds()).OwnedBy(IetfRoles.Archive);
        return [.. readers, synced];
    }

    /// <summary>Files that changed in the days since they were copied cross while everybody still writes.</summary>
    public Step[] Near(Step go) => _files.Near(go);

    /// <summary>
    /// Mail waits from here on, and readers go on with the old side's reader. The canary came in before: what arrived is what crosses.
    /// IMAP only reads what the others write: here it goes on without writing anything that travels, and on the new side it starts as soon
    /// as the files are there; so no reader notices when its name moves.
    /// </summary>
    /// <param name="near">What is left to cross is little.</param>
    /// <param name="after">What must be done before.</param>
    /// <returns>The steps after which the others may be stopped: this one's files have crossed, and readers find them there.</returns>
    public Step[] Freeze(Step[] near, params Step[] after)
    {
        _canary = _night.Freeze("mailarchive.canary", new ImportCanary(At.Site, CanaryList)).After(near).Within(1.Minutes())
            .Expect(500.Milliseconds()).OwnedBy(IetfRoles.Archive).Stays("a message in a list for such messages does no harm");
        var readOnly = _traffic.FreezeFirst([_canary, _data.ReadyReverse(near), .. after]);
        var app = _night.Freeze("mailarchive.app-stop", Service.Stop(At.OldApp)).After(readOnly).Within(30.Seconds())
            .Expect(150.Milliseconds());
        _importerStopped = _night.Freeze(
            "mailarchive.importer-stop", Service.StopOnlyOne(ArchivePlaces.OldImporter, ArchivePlaces.NewImporter))
            .After(app).Within(30.Seconds()).Expect(200.Milliseconds()).OwnedBy(IetfRoles.Archive);

        // Every message that is there has its UID now, on the old side; what is given later would be given twice.
        _synced = _night.Freeze("imap.sync", Imap.Sync(ArchivePlaces.OldMailboxes)).After(_importerStopped)
            .Within(2.Minutes()).Expect(500.Milliseconds());
        var imap = _night.Freeze("imap.read-only", Service.Replace(ArchivePlaces.OldImap, ArchivePlaces.OldImapReader)).After(_synced)
            .Within(1.Minutes()).Retry(5, 200.Milliseconds()).Expect(300.Milliseconds());
        Stopped = [app, _importerStopped, imap];
        _data.Freeze(app, _importerStopped);
        _same = _files.Transfer(_synced, Stopped);
        ImapRuns = _night.Freeze("imap.start", Service.Start(ArchivePlaces.NewImap)).After(_same)
            .Within(1.Minutes()).Expect(300.Milliseconds());
        var keeps = _night.Freeze("imap.keeps", Imap.Keeps(ArchivePlaces.NewMailboxes, _synced)).After(ImapRuns)
            .Within(2.Minutes()).Expect(1.Seconds()).OwnedBy(IetfRoles.Archive);
        return [.. _same, keeps, _data.Fence!];
    }

    /// <summary>What proves that everything has crossed. The others are frozen only when it is.</summary>
    public Step[] Prove()
    {
        Step[] crossed = [.. _data.Transfer(), _data.Prove()];
        var counts = _night.Prove("mailarchive.counts", new SameCounts(ArchivePlaces.OldSite, At.NewSite)).After(crossed)
            .Within(1.Minutes()).Expect(300.Milliseconds()).OwnedBy(IetfRoles.Archive);
        var index = _night.Prove("mailarchive.index", new IndexIsWhole(At.NewSite)).After(crossed).Within(30.Seconds())
            .Expect(100.Milliseconds());
        var canary = _night.Prove("mailarchive.canary-crossed", new CanaryIsThere(At.NewSite, _canary!)).After([.. crossed, .. _same])
            .Within(30.Seconds()).Expect(100.Milliseconds());
        return [.. crossed, counts, index, canary];
    }

    public Step<Opened> Open(params Step[] after) => _data.Open(after).Seals(_files.Fence!);

    /// <summary>The new importer takes what waited; then a canary of its own, by name, and the spool is drained.</summary>
    public IEnumerable<Step> Settle(params Step[] opened)
    {
        _importerStarted = _night.Settle("mailarchive.importer-start",
            Service.ExactlyOne(ArchivePlaces.NewImporter, ArchivePlaces.OldImporter, _importerStopped!))
            .After(opened).Within(1.Minutes()).Expect(1.Seconds()).OwnedBy(IetfRoles.Archive).Under(IetfLimits.Starts);
        yield return _night.Settle("mailarchive.canary-by-name", new ImportCanary(At.Site, CanaryList)).After(_importerStarted)
            .Within(2.Minutes()).Expect(1.Seconds()).OwnedBy(IetfRoles.Archive).Stays("a message in a list for such messages does no harm");
        yield return _night.Settle("mailarchive.spool", Files.Drained(ArchivePlaces.Spool)).After(_importerStarted)
            .Within(30.Minutes()).Expect(2.Seconds());
        yield return _data.Settle();
        var everywhere = _night.Settle("imap.name-everywhere", Dns.Everywhere(ArchivePlaces.ImapName, ArchivePlaces.NewHost)).After(opened)
            .Within(10.Minutes()).OwnedBy(IetfRoles.Operations);
        yield return _readerStopped = _night.Settle("imap.reader-stop", Service.Stop(ArchivePlaces.OldImapReader))
            .After(everywhere).Within(30.Seconds()).Expect(1.Seconds());
    }

    public Step Retire(Step after) => _data.Retire(after);

    /// <summary>
    /// Mail that came in on the new side goes back with its rows, its files and its UIDs. Readers stay on the new side, which from here on
    /// writes nothing that travels, until the old one gives UIDs again and their name leads there.
    /// </summary>
    /// <param name="readOnly">The step that led readers to the new side.</param>
    /// <param name="switched">Everybody goes to the new side.</param>
    /// <param name="openings">The openings after which mail may have come in there.</param>
    /// <param name="ended">The steps of the way back that end the applications there.</param>
    public void WayBack(Step readOnly, Step switched, Step[] openings, Step[] ended)
    {
        var synced = _night.Back(Phase.Freeze, "imap.back.sync", Imap.Sync(ArchivePlaces.NewMailboxes) with { MayBeDown = true })
            .IfBegun(ImapRuns!).AfterUndoOf([.. openings, _importerStarted!]).Within(2.Minutes());

        // A server that cannot be told so may be stopped: its readers are the only ones who miss it.
        var replace = Service.Replace(ArchivePlaces.NewImap, ArchivePlaces.NewImapReader) with { OrNeither = true };
        var imap = _night.Back(Phase.Freeze, "imap.back.read-only", replace).IfBegun(ImapRuns!).After(synced).BeforeUndoOf(ImapRuns!)
            .Within(1.Minutes()).Retry(5, 200.Milliseconds());

        // Whoever still asks the old side would be given UIDs of its own for what comes home.
        var reader = _night.Back(Phase.Freeze, "imap.back.reader-stop", Service.Stop(ArchivePlaces.OldImapReader)).IfBegun(openings)
            .AfterUndoOf(_readerStopped!).Within(30.Seconds());
        var files = _files.WayBack(openings, [.. ended, imap, reader], _importerStarted!);
        _night.Back(Phase.Prove, "imap.back.start", Service.Start(ArchivePlaces.OldImap)).IfBegun(openings).After(files)
            .BeforeUndoOf(readOnly).Within(1.Minutes());

        // Nobody else waits for what resolvers remember.
        var led = _night.Back(Phase.Settle, "imap.back.name-everywhere", Dns.Everywhere(ArchivePlaces.ImapName, ArchivePlaces.OldHost))
            .IfBegun(readOnly).AfterUndoOf(readOnly).Within(10.Minutes()).OwnedBy(IetfRoles.Operations);
        _night.Back(Phase.Settle, "imap.back.stop", Service.Stop(ArchivePlaces.NewImapReader)).IfBegun(ImapRuns!).After(imap, led)
            .Within(30.Seconds());
        foreach (var step in (Step[])[_data.WayBack(), files])
            step.BeforeUndoOf([switched, .. Stopped]);
    }
}
