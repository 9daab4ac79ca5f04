using Cutover.Lab;

namespace Ietf;

/// <summary>What the lab's users ask, written as an estate keeps last week's: each directory with and without its slash.</summary>
internal static class LabQuestions
{
    private const int OfEach = 100;

    private static readonly string[] Directories = ["/id", "/archive/id", "/charter", "/proceedings", "/slides"];

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
                .. documents.Select(name => $"/api/rfcdiff-latest-json/{name}")]);
        Write(
            File(workDirectory, IetfPlaces.Www.Name),
            ["/healthz", "/no-such-page/", .. LabContent.Pages, .. Directories, .. Directories.Select(path => $"{path}/"),
                .. LabContent.Drafts(lab).Take(OfEach)]);
        Write(
            File(workDirectory, ArchivePlaces.Service.Name),
            ["/arch/", "/arch/no-such-page/", .. LabContent.ListPaths(lab), .. LabContent.Searches.Take(OfEach),
                .. LabContent.Messages(lab).Take(OfEach)]);
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
