using System.Globalization;

namespace Cutover.Rehearsals;

/// <summary>A site of many files, like one that tools write: pages in directories, text, pictures.</summary>
internal static class SomeSite
{
    private const int InADirectory = 100;

    private static readonly string[] Extensions = [".html", ".txt", ".json", ".svg", ".png", ""];

    /// <summary>Writes so many files in all, the same for the same number.</summary>
    public static void Write(string root, int files)
    {
        var random = new Random(files);
        File.WriteAllText(Path.Combine(root, "index.html"), "<!doctype html><title>Site</title>");
        File.WriteAllText(Path.Combine(root, "404.html"), "<!doctype html><title>Not here</title>");
        for (var nth = 2; nth < files; nth++)
        {
            var part = string.Create(CultureInfo.InvariantCulture, $"part-{nth / InADirectory}");
            var directory = Directory.CreateDirectory(Path.Combine(root, part));
            var name = nth % InADirectory == 0 ? "index.html" : $"page {nth}ü{Extensions[nth % Extensions.Length]}";
            var bytes = new byte[random.Next(200, 8_000)];
            random.NextBytes(bytes);
            if (!name.EndsWith(".png", StringComparison.Ordinal))
                bytes = [.. $"{name}\n".ToCharArray().Select(c => (byte)(c & 0x7f)), .. bytes.Select(b => (byte)(32 + (b % 90)))];
            File.WriteAllBytes(Path.Combine(directory.FullName, name), bytes);
        }
    }
}
