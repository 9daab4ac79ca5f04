using Cutover.Effects;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// What people must have been told of the night: what moves, for how long, and that they will have to sign in again, because sessions live
/// in a cache that does not move.
/// </summary>
internal static class Announcement
{
    private static readonly string[] Words =
        ["Datatracker", "www.ietf.org", "mail archive", "rsync", "IMAP", "Internet-Drafts", "sign in again"];

    /// <summary>A check that the page where people look for it says so.</summary>
    /// <param name="page">Where that is.</param>
    /// <param name="window">How long they were told.</param>
    public static SiteAnswers Told(Place<SiteAddress> page, TimeSpan window) => Http.Answers(
        page, "/",
        [Expect.StatusOf(200), .. Words.Append($"{window.TotalHours:0.#} hours").Select(words => new Expect.BodyContains(words))]);
}
