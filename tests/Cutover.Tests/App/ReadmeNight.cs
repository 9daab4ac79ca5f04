using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>The night of the README, so that what it shows is what compiles and holds the rules.</summary>
internal static class ReadmeNight
{
    // README
    public static Runbook Plan()
    {
        var (old, next) = (new Place<DatabaseAddress>("wiki.old.database"), new Place<DatabaseAddress>("wiki.new.database"));
        var site = new Place<SiteAddress>("wiki.site");
        var wiki = new Role("wiki");
        var night = new RunbookBuilder("wiki", window: 2.Hours());

        var ready = night.Prepare("wiki.rights", Postgres.HasRights(old, next, "wiki_app"));
        var shut = night.Prepare("wiki.new-shut", Postgres.HoldShut(next, ["wiki_app"])).After(ready);
        var go = night.Gate(Phase.Prepare, "go", Role.Commander, wiki).After(shut);
        var fence = night.Freeze("wiki.fence", Postgres.Fence(old, budget: 30.Minutes(), ["wiki_app"])).After(go).Within(1.Minutes());
        var copy = night.Transfer("wiki.copy", Postgres.DumpAndRestore(old, next)).After(fence).Within(20.Minutes())
            .OwnedBy(wiki).Stays("the new side is not used");
        var same = night.Prove("wiki.same", Postgres.SameContent(old, next)).After(copy).Within(5.Minutes());
        var open = night.Open("wiki.open", Postgres.Open(next, ["wiki_app"])).After(same).Within(1.Minutes())
            .Seals(fence).PointOfNoReturn();
        night.Settle("wiki.serves", Http.Answers(site, "/Main_Page", Expect.StatusOf(200))).After(open).Within(5.Minutes());
        return night.Build();
    }
    // README ends
}
