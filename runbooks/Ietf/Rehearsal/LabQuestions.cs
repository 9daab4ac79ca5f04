using Cutover.Lab;

namespace Ietf;

/// <summary>What the lab's users ask, written as an estate keeps last week's. What is exposed, the plan asks anyway.</summary>
internal static class LabQuestions
{
    private const int OfEach = 100;

    /// <summary>A known file in each, most of them without their extension.</summary>
    private static readonly string[] Known =
    [
        "/archive/id/draft-ietf-wg001-00001-01.txt",
        "/charter/charter-ietf-wg000-00", "/proceedings/100/minutes-0", "/slides/slides-100-0.pdf", "/cr/conflict-review-a-00",
        "/status-report/status-report-a", "/rfc/rfc2026", "/rfc/rfc2026.txt", "/ietf-ftp/1id-abstracts", "/ietf-ftp/rfc/rfc2026.txt",
        "/download/ietf-logo.txt", "/lib/style-a.txt", "/staging/draft-staged-00",
    ];

    public static string File(string workDirectory, string service) => Path.Combine(workDirectory, "questions", $"{service}.txt");

    /// <summary>The pages whose links are followed.</summary>
    public static string PagesFile(string workDirectory, string service) =>
        Path.Combine(workDirectory, "questions", $"{service}.pages.txt");

    /// <summary>Before the crowd comes: what that hands in meanwhile crosses only at the end.</summary>
    public static void Write(LabEstate lab, string workDirectory)
    {
        var documents = LabContent.Documents(lab).Take(OfEach).ToList();
        WritePages(workDirectory, documents);
        Write(
            File(workDirectory, IetfPlaces.Datatracker.Name),
            ["/api/version", "/api/rfcdiff-latest-json/draft-of-nobody", .. documents.Select(name => $"/doc/{name}/"),
                .. documents.Select(name => $"/api/rfcdiff-latest-json/{name}"),
                .. LabContent.Revisions(lab).Take(OfEach).Select(revision => $"/doc/html/{revision}")]);
        Write(
            File(workDirectory, IetfPlaces.Www.Name),
            ["/healthz", .. LabContent.Pages, .. Known, .. LabContent.Drafts(lab).Take(OfEach),
                .. LabContent.Revisions(lab).Take(OfEach / 10).Select(name => $"/id/{name}")]);
        Write(
            File(workDirectory, ArchivePlaces.Service.Name),
            [.. LabContent.ListPaths(lab), .. LabContent.Searches.Take(OfEach), .. LabContent.Messages(lab).Take(OfEach)]);
    }

    private static void WritePages(string workDirectory, IEnumerable<string> documents)
    {
        Write(PagesFile(workDirectory, IetfPlaces.Datatracker.Name), documents.Select(name => $"/doc/{name}/"));
        Write(PagesFile(workDirectory, IetfPlaces.Www.Name), ["/no-such-page/", .. LabContent.Pages]);
    }

    private static void Write(string file, IEnumerable<string> questions)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllLines(file, questions);
    }
}
