using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Web sites that a night asks.</summary>
public static class Http
{
    /// <summary>A check that the site answers this path so.</summary>
    public static SiteAnswers Answers(Place<SiteAddress> site, string path, params Expect[] expected) => new(site, path, [.. expected]);

    /// <summary>A check that the new side answers last week's questions as the old side does.</summary>
    public static SameAnswers SameAnswers(Place<SiteAddress> old, Place<SiteAddress> next, Place<QuestionsAddress> questions) =>
        new(old, next, questions);

    /// <summary>A check that the links from one site's pages to another lead somewhere.</summary>
    public static LinksAnswer Links(Place<SiteAddress> site, Place<QuestionsAddress> pages, Place<SiteAddress> linked) =>
        new(site, pages, linked);

    /// <summary>A check that what people upload passes the site's fronts.</summary>
    public static TakesUploads TakesUploads(Place<SiteAddress> site, string path, int bytes) => new(site, path, bytes);

    /// <summary>A check that what needs a key or a login refuses who has neither.</summary>
    public static RefusesStrangers RefusesStrangers(Place<SiteAddress> site, Place<DoorsAddress> doors) => new(site, doors);

    /// <summary>A check that everybody is turned away politely.</summary>
    public static SiteInMaintenance Maintenance(Place<SiteAddress> site, params string[] paths) => new(site, [.. paths]);
}
