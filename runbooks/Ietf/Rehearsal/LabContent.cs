using Cutover.Lab;

namespace Ietf;

/// <summary>What the crowd may ask for because the lab is filled with it.</summary>
internal static class LabContent
{
    private const int Most = 500;

    /// <summary>Names of documents that Datatracker has a page for.</summary>
    public static IReadOnlyList<string> Documents(LabEstate lab) =>
        [.. Files(lab).Select(WithoutRevision).Distinct(StringComparer.Ordinal)];

    /// <summary>Paths of drafts in the exposed directories.</summary>
    public static IReadOnlyList<string> Drafts(LabEstate lab) => [.. Files(lab).Select(file => $"/id/{file}")];

    /// <summary>Paths of pages; the smallest lab has twenty.</summary>
    public static IReadOnlyList<string> Pages { get; } = ["/", .. Enumerable.Range(1, 20).Select(number => $"/page-{number}/")];

    private static IEnumerable<string> Files(LabEstate lab) =>
        Directory.EnumerateFiles(Path.Combine(lab.OldA, "ietfdata", "doc", "draft", "repository"), "*.txt")
            .Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).Take(Most);

    private static string WithoutRevision(string file) => Path.GetFileNameWithoutExtension(file)[..^3];
}
