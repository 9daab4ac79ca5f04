using Cutover.Crowd;
using Cutover.Lab;
using Cutover.Redirects;

namespace Ietf;

/// <summary>What the crowd may ask for because the lab is filled with it.</summary>
internal static class LabContent
{
    private const int Most = 500;

    /// <summary>Names of documents that Datatracker has a page for.</summary>
    public static IReadOnlyList<string> Documents(LabEstate lab) =>
        [.. Files(lab).Select(WithoutRevision).Distinct(StringComparer.Ordinal)];

    /// <summary>Names of drafts with their revision.</summary>
    public static IReadOnlyList<string> Revisions(LabEstate lab) =>
        [.. Files(lab).Select(file => Path.GetFileNameWithoutExtension(file))];

    /// <summary>Paths of drafts in the exposed directories.</summary>
    public static IReadOnlyList<string> Drafts(LabEstate lab) => [.. Files(lab).Select(file => $"/id/{file}")];

    /// <summary>Paths of pages; the smallest lab has twenty.</summary>
    public static IReadOnlyList<string> Pages { get; } = ["/", .. Enumerable.Range(1, 20).Select(number => $"/page-{number}/")];

    /// <summary>Paths of messages in public lists of the mail archive.</summary>
    public static IReadOnlyList<string> Messages(LabEstate lab) =>
        [.. Lists(lab).SelectMany(list => Directory.EnumerateFiles(Path.Combine(lab.OldArchive, "archive", list))
            .Select(file => $"/arch/msg/{list}/{Path.GetFileName(file)}/").Order(StringComparer.Ordinal).Take(Most / 10))];

    /// <summary>Searches for words that only one message has each; none in the private list of either size.</summary>
    public static IReadOnlyList<string> Searches { get; } =
    [
        .. Enumerable.Range(0, 200).Where(number => number % 8 < 6 && number % 42 < 40)
            .Select(number => $"/arch/search/?q=token{number:000000}"),
    ];

    /// <summary>Paths of the lists that anybody may write to.</summary>
    public static IReadOnlyList<string> ListPaths(LabEstate lab) => [.. Lists(lab).Select(list => $"/arch/browse/{list}/")];

    /// <summary>The mailboxes of public lists.</summary>
    public static IReadOnlyList<string> Folders(LabEstate lab) => [.. Lists(lab).Select(list => $"shared/{list}")];

    /// <summary>Links that the old host answered with a redirect, in the form in which HTTP clients send them.</summary>
    public static IReadOnlyList<OldLink> OldLinks { get; } =
    [
        .. RecordedAnswer.Read(Path.Combine(OldHost.Mirror, LinksMove.Answers))
            .Where(one => one is { Location: not null, Question: { Method: "GET", Host: LinksMove.Host, Headers.Count: 0 } }
                && new Uri($"http://{LinksMove.Host}{one.Question.Target}").PathAndQuery == one.Question.Target)
            .Select(one => new OldLink(LinksMove.Host, one.Question.Target, one.Status, one.Location!)),
    ];

    private static IEnumerable<string> Lists(LabEstate lab) =>
        Directory.EnumerateDirectories(Path.Combine(lab.OldArchive, "archive"), "wg*").Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Files(LabEstate lab) =>
        Directory.EnumerateFiles(Path.Combine(lab.OldA, "ietfdata", "doc", "draft", "repository"), "*.txt")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).Take(Most);

    private static string WithoutRevision(string file) => Path.GetFileNameWithoutExtension(file)[..^3];
}
