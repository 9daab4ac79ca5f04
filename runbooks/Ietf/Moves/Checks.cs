using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>What people would see, asked by name and from outside.</summary>
internal static class Checks
{
    /// <summary>The largest that people hand in, in bytes: on the real night what stopped editors was a limit of 1 MB.</summary>
    private const int LargestUpload = 8_000_000;

    /// <summary>How long ago credentials may have been tried, and settings compared, when the night begins.</summary>
    public static TimeSpan Tried { get; } = 1.Hours();

    /// <summary>What /archive/id shows: every draft there ever was.</summary>
    private const string Drafts = "ietfdata/doc/draft/archive";

    /// <summary>A volume over the network takes 1 to 5 ms; Cloudflare gives an origin 100 s for a page.</summary>
    private static readonly TimeSpan SlowestRead = 50.Milliseconds();

    private static readonly TimeSpan SlowestListing = 5.Seconds();

    /// <summary>Whatever programs and members only may ask.</summary>
    private static readonly ServicePlaces[] Closed = [IetfPlaces.Datatracker, ArchivePlaces.Service];

    /// <summary>People were told, and still are a day before.</summary>
    public static Step Announced(RunbookBuilder night, TimeSpan window) =>
        night.Announce("announcement", Announcement.Told(IetfPlaces.Announcement, window)).Within(1.Minutes()).OwnedBy(Role.Commander)
            .Expires(24.Hours());

    /// <summary>What needs a key or a login refuses who has neither: before anybody is sent there, and by name afterwards.</summary>
    /// <param name="night">The night.</param>
    /// <param name="after">The new side has the rows that say what is private.</param>
    public static IEnumerable<Step> Strangers(RunbookBuilder night, Step[] after) => Closed.Select(at =>
        night.Prepare($"{at.Name}.strangers", Http.RefusesStrangers(at.NewSite, at.Doors)).After(after).Within(1.Minutes())
            .OwnedBy(IetfRoles.Operations));

    /// <summary>The new side, asked before anybody is sent there what people asked last week; it is warm afterwards.</summary>
    public static Step Ahead(RunbookBuilder night, ServicePlaces at, params Step[] after) =>
        night.Prepare(
            $"{at.Name}.same-answers", Http.SameAnswers(at.Site, at.NewSite, at.Questions) with { Always = at.Exposed }).After(after)
            .Within(30.Minutes()).Expect(2.Seconds()).OwnedBy(IetfRoles.Operations).Under(IetfLimits.Looks).Expires(24.Hours());

    /// <summary>The new host may speak to its partners, and its volume is fast enough for a directory that everybody lists.</summary>
    public static Step[] NewHost(RunbookBuilder night, Step[] copied) =>
    [
        night.Prepare("datatracker.partners", Net.Reaches(IetfPlaces.Partners)).Within(2.Minutes()).OwnedBy(IetfRoles.Operations)
            .Expires(24.Hours()),
        night.Prepare("files.reads", Files.ReadsWithin(IetfPlaces.NewFiles, Drafts, SlowestRead, SlowestListing)).After(copied)
            .Within(5.Minutes()).OwnedBy(IetfRoles.Operations),
    ];

    /// <summary>Both sides are told the same and do the same by themselves, and the new one takes what people upload.</summary>
    public static IEnumerable<Step> Alike(RunbookBuilder night, ServicePlaces at, Step[] after)
    {
        yield return night.Prepare($"{at.Name}.settings", Inventory.Settings(at.OldSettings, at.NewSettings)).Within(1.Minutes())
            .OwnedBy(IetfRoles.Operations).Expires(Tried);
        yield return night.Prepare($"{at.Name}.jobs", Inventory.Jobs(at.OldJobs, at.NewJobs)).Within(1.Minutes())
            .OwnedBy(IetfRoles.Operations).Expires(Tried);
        if (at.Upload is not { } form)
            yield break;
        var takes = Http.TakesUploads(at.NewSite, form.Path, LargestUpload) with
        {
            MediaType = form.MediaType, SecretHeaders = form.Key is { } key ? [key] : [],
        };
        yield return night.Prepare($"{at.Name}.uploads", takes).After(after).Within(2.Minutes()).OwnedBy(IetfRoles.Operations);
    }

    /// <summary>
    /// What the new pages lead to is there: from www's own, that of a missing page among them, and from documents to the mail that
    /// announced them. Reviewers' tools take messages out of the archive as they do today.
    /// </summary>
    public static IEnumerable<Step> Links(RunbookBuilder night, Step[] after)
    {
        var (datatracker, www, archive) = (IetfPlaces.Datatracker, IetfPlaces.Www, ArchivePlaces.Service);
        yield return night.Prepare("www.page-links", Http.Links(www.NewSite, www.Pages, www.NewSite)).After(after).Within(10.Minutes())
            .OwnedBy(IetfRoles.Www).Under(IetfLimits.Looks);
        yield return night.Prepare("datatracker.archive-links", Http.Links(datatracker.NewSite, datatracker.Pages, archive.NewSite))
            .After(after).Within(10.Minutes()).OwnedBy(IetfRoles.Datatracker).Under(IetfLimits.Looks);
        yield return night.Prepare("mailarchive.export", ArchiveApi.Exports(archive.NewSite)).After(after).Within(5.Minutes())
            .OwnedBy(IetfRoles.Archive);
    }

    public static IEnumerable<Step> Public(RunbookBuilder night, Step[] after)
    {
        var (datatracker, www) = (IetfPlaces.Datatracker.Site, IetfPlaces.Www.Site);
        yield return night.Settle("datatracker.version", Http.Answers(datatracker, "/api/version", Expect.StatusOf(200))).After(after)
            .Within(5.Minutes());
        yield return night.Settle("mailarchive.home", Http.Answers(ArchivePlaces.Service.Site, "/arch/", Expect.StatusOf(200))).After(after)
            .Within(5.Minutes());
        yield return night.Settle("mailarchive.exports", ArchiveApi.Exports(ArchivePlaces.Service.Site)).After(after)
            .Within(5.Minutes()).Under(IetfLimits.Looks);
        foreach (var at in Closed)
            yield return night.Settle($"{at.Name}.strangers-by-name", Http.RefusesStrangers(at.Site, at.Doors)).After(after)
                .Within(5.Minutes()).OwnedBy(IetfRoles.Operations).Under(IetfLimits.Looks);
        yield return night.Settle("www.home", Http.Answers(www, "/", Expect.StatusOf(200))).After(after).Within(5.Minutes());
        yield return night.Settle("www.drafts", Http.Answers(www, "/id/", Expect.StatusOf(200))).After(after).Within(5.Minutes())
            .Under(IetfLimits.Looks);
    }
}
