using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// The night: Datatracker, www, the mail archive, rsync and IMAP move together, because they share one file system.
/// </summary>
public static class IetfNight
{
    private static readonly TimeSpan Window = 4.Hours();

    private static readonly ServicePlaces Datatracker = IetfPlaces.Datatracker;
    private static readonly ServicePlaces Www = IetfPlaces.Www;
    private static readonly ServicePlaces Archive = ArchivePlaces.Service;

    public static Runbook Plan()
    {
        var night = new RunbookBuilder("ietf", Window);
        var data = new DatabaseMove(night, Datatracker, writers: ["datatracker"], IetfRoles.Datatracker);
        var pages = new DatabaseMove(night, Www, writers: ["wagtail"], IetfRoles.Www);
        var files = new FilesMove(night, "files", IetfPlaces.OldFiles, IetfPlaces.NewFiles);
        NameMove[] names = [new(night, Datatracker), new(night, Www), new(night, Archive)];
        var traffic = new TrafficMove(night, Datatracker, Www, Archive) { First = Archive };
        var (archive, mirrors, links) = (new ArchiveMove(night, traffic), new MirrorsMove(night), new LinksMove(night));
        var (mail, queue, logins) = (new MailMove(night), new QueueMove(night), new LoginsMove(night));

        // Days and hours ahead: nobody notices.
        var passes = traffic.Prepare();
        ServicePlaces[] services = [Datatracker, Www, Archive];
        var apps = services.SelectMany(service => StartNew(night, service)).ToList();
        Step[] copied = [data.Prepare(), pages.Prepare(), .. files.Prepare(), .. archive.Prepare(), mirrors.Prepare(), .. apps];
        Step[] prepared =
        [
            .. mail.Prepare(), .. queue.Prepare(), .. logins.Prepare([.. apps]), .. copied, .. data.Ready, .. pages.Ready,
            .. archive.Ready, .. archive.PrepareImap(), .. names.Select(name => name.Prepare(passes)), .. links.Prepare(),
            .. services.Select(service => Checks.Ahead(night, service, copied)), .. Checks.Links(night, copied),
            .. Checks.NewHost(night, copied), AssetsMove.Links(night, copied), .. Checks.Strangers(night, copied),
            Checks.Announced(night, Window), .. services.SelectMany(service => Checks.Alike(night, service, [.. apps])),
        ];
        var go = night.Gate(Phase.Prepare, "go", Role.Commander, IetfRoles.Datatracker, IetfRoles.Www, IetfRoles.Archive).After(prepared);

        // Files that changed since they were copied. Then mail for the archive waits; it has crossed before the others stop.
        Step[] near = [.. files.Near(go), .. archive.Near(go)];
        var (ready, archived) = (archive.Freeze(near, mirrors.Freeze(near)), archive.Prove());

        // Nobody notices yet; then writers are out.
        var readOnly = traffic.Freeze([queue.Near(near, ready), .. mail.Freeze(near), files.Last(ready), archive.ImapRuns!,
            data.ReadyReverse(near), pages.ReadyReverse(near)]);
        var (app, site) = (StopOld(night, Datatracker, readOnly), StopOld(night, Www, readOnly));
        Step[] stopped = [app, site, queue.Freeze(app)];
        data.Freeze(stopped);
        pages.Freeze(app, site);

        // The last changes cross and are proved.
        Step[] crossed = [.. data.Transfer(), .. pages.Transfer()];
        Step[] proved = [data.Prove(), pages.Prove(), .. files.Transfer(readOnly, stopped), .. queue.Prove()];

        // Testers and owners first, then everybody. The databases open as the edge turns: nobody writes there but through it.
        var seen = traffic.DarkOpen(crossed, [.. proved, .. archived], IetfRoles.Datatracker, IetfRoles.Www, IetfRoles.Archive);
        var switched = traffic.Switch(seen);
        var openings = new Step[] { data.Open(seen).Seals(files.Fence!), pages.Open(seen), archive.Open(seen) };
        Step[] live = [switched, .. openings];

        // Back to normal, on the new side.
        Step[] settled =
        [
            queue.Start(live), queue.Settle(), data.Settle(), pages.Settle(), .. archive.Settle(live), .. mirrors.Open(live),
            .. mail.Settle([mail.Switch(switched), .. live]), .. Checks.Public(night, live), .. logins.Settle(live), links.Settle(live),
        ];

        // Days later: nothing is carried back any more.
        var retire = night.Gate(Phase.Settle, "retire", Role.Commander).After(settled);
        data.Retire(retire);
        pages.Retire(retire);
        archive.Retire(retire);

        // A database's fence keeps nobody from writing files. Traffic stays on the new side until the old one has everything: who was
        // shown something there must not miss it here, and be it for seconds.
        var ended = services.Select(service => StopNew(night, service, openings)).ToArray();
        queue.WayBack(data.Opened!, ended);
        foreach (var step in (Step[])[data.WayBack(), pages.WayBack(), files.WayBack(openings, ended, queue.Started!)])
            step.BeforeUndoOf([traffic.Switched!, .. stopped]);
        archive.WayBack(readOnly, traffic.Switched!, openings, ended);
        mail.WayBack(readOnly, app);
        return night.Build();
    }

    private static IEnumerable<Step> StartNew(RunbookBuilder night, ServicePlaces at)
    {
        Step[] after = at == Www ? [AssetsMove.Prepare(night)] : [];
        yield return night.Prepare($"{at.Name}.reader", Service.IsRunning(at.OldReader));
        yield return night.Prepare($"{at.Name}.new-app", Service.Start(at.NewApp)).After(after).Expect(1.Seconds());
    }

    private static Step<ServiceSeen> StopNew(RunbookBuilder night, ServicePlaces at, Step[] openings) =>
        night.Back(Phase.Freeze, $"{at.Name}.back.app-stop", Service.Stop(at.NewApp)).IfBegun(openings).AfterUndoOf(openings)
            .Within(30.Seconds());

    private static Step<ServiceSeen> StopOld(RunbookBuilder night, ServicePlaces at, Step readOnly) =>
        night.Freeze($"{at.Name}.app-stop", Service.Stop(at.OldApp)).After(readOnly).Within(30.Seconds()).Expect(150.Milliseconds());
}
