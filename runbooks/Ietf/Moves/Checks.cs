using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>What people would see, asked by name and from outside.</summary>
internal static class Checks
{
    /// <summary>The new side, asked before anybody is sent there what people asked last week; it is warm afterwards.</summary>
    public static Step Ahead(RunbookBuilder night, ServicePlaces at, params Step[] after) =>
        night.Prepare($"{at.Name}.same-answers", Http.SameAnswers(at.Site, at.NewSite, at.Questions)).After(after)
            .Within(30.Minutes()).Expect(2.Seconds()).OwnedBy(IetfRoles.Operations);

    public static IEnumerable<Step> Public(RunbookBuilder night, Step[] after)
    {
        var (datatracker, www) = (IetfPlaces.Datatracker.Site, IetfPlaces.Www.Site);
        yield return night.Settle("datatracker.version", Http.Answers(datatracker, "/api/version", Expect.StatusOf(200))).After(after)
            .Within(5.Minutes());
        yield return night.Settle("mailarchive.home", Http.Answers(ArchivePlaces.Service.Site, "/arch/", Expect.StatusOf(200))).After(after)
            .Within(5.Minutes());
        yield return night.Settle("www.home", Http.Answers(www, "/", Expect.StatusOf(200))).After(after).Within(5.Minutes());
        yield return night.Settle("www.drafts", Http.Answers(www, "/id/", Expect.StatusOf(200))).After(after).Within(5.Minutes());
    }
}
