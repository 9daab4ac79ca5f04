using System.Security.Cryptography;
using Cutover.Engine;

namespace Ietf;

/// <summary>
/// The old links of www, which its Apache answered and the edge takes over: asked of that Apache and of the edge's Worker before anybody
/// is sent there, and by name once everybody is. What is right was recorded from a real httpd with the old rules.
/// </summary>
internal sealed class LinksMove(RunbookBuilder night)
{
    /// <summary>The file of recorded answers, below the old host's mirror.</summary>
    public const string Answers = "answers-https.tsv";

    /// <summary>The name that they were asked of.</summary>
    public const string Host = "www.ietf.org";

    private readonly string _hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(OldHost.Mirror, Answers))));

    /// <summary>
    /// The old host still answers as it did when its answers were recorded. So does the Worker, while nobody is sent to it: it is shown the
    /// testers' token, and answers for the links alone.
    /// </summary>
    public Step[] Prepare() =>
    [
        night.Prepare("www.links-old", new OldLinksHold(IetfPlaces.OldLinks, Answers, _hash) { Host = Host })
            .Within(5.Minutes()).Expect(2.Seconds()).OwnedBy(IetfRoles.Www),
        night.Prepare("www.links-ready",
                new OldLinksHold(IetfPlaces.WwwWorker, Answers, _hash) { Host = Host, SecretHeader = "X-Cutover-Links" })
            .Within(5.Minutes()).Expect(2.Seconds()).OwnedBy(IetfRoles.Www),
    ];

    /// <summary>People who follow one get where they got before.</summary>
    public Step Settle(params Step[] after) =>
        night.Settle("www.links-hold", new OldLinksHold(IetfPlaces.Www.Site, Answers, _hash) { Host = Host })
            .After(after).Under(IetfLimits.Looks).Within(5.Minutes()).Expect(2.Seconds()).OwnedBy(IetfRoles.Www);
}
