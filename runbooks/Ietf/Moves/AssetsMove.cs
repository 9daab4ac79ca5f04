using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// Stylesheets and scripts of the new www, in their bucket before the application runs whose pages refer to them. Those of the old one
/// stay, so there is nothing to take back.
/// </summary>
internal static class AssetsMove
{
    /// <summary>They are there, and the edge serves them.</summary>
    public static Step Prepare(RunbookBuilder night)
    {
        var pushed = night.Prepare("www.assets", new PushAssets(IetfPlaces.WwwAssets)).Within(30.Minutes()).Expect(500.Milliseconds())
            .OwnedBy(IetfRoles.Www).Stays("a file that no page refers to does no harm");
        return night.Prepare("www.assets-served", new AssetsServed(IetfPlaces.WwwAssets)).After(pushed).Within(10.Minutes())
            .Expect(500.Milliseconds()).OwnedBy(IetfRoles.Www);
    }

    /// <summary>What the new pages refer to is among them.</summary>
    /// <param name="night">The night.</param>
    /// <param name="after">The new pages can be read.</param>
    public static Step Links(RunbookBuilder night, Step[] after) =>
        night.Prepare("www.asset-links", Http.Links(IetfPlaces.Www.NewSite, IetfPlaces.Www.Pages, IetfPlaces.WwwStatic)).After(after)
            .Within(10.Minutes()).OwnedBy(IetfRoles.Www).Under(IetfLimits.Looks);
}
