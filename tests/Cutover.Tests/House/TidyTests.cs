using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Cutover.Tests;

/// <summary>The rules of the house, held by a test so that nobody has to say them in a review.</summary>
public sealed partial class TidyTests
{
    private const int LongestLine = 140;
    private const int LongestMethod = 70;
    private const int LongestFile = 250;
    private const int LongestHeart = 350;

    private const string Engine = "runbooks/Cutover.Engine/";

    /// <summary>The one place where an effect lets another thread work, and says on what.</summary>
    private const string OnlyAside = "runbooks/Cutover.Effects/Files/Aside.cs";

    private static readonly (string Word, string Where)[] Banned =
    [
        ("TODO", ""), ("FIXME", ""), ("HACK", ""), ("NotImplementedException", ""), ("ConfigureAwait", ""), ("#pragma warning disable", ""),
        ("NoWarn", ""), ("Thread.Sleep", "runbooks/"), ("Task.Run(", Engine), ("Task.Run(", "runbooks/Cutover.Effects/"),
        ("Task.Factory", "runbooks/Cutover.Effects/"),
        ("System.Reflection", Engine), ("GetMethod(", Engine), ("Activator.", Engine),
    ];

    /// <summary>Who may know whom. Tests may know all.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Cutover.Engine"] = [],
        ["Cutover.Effects"] = ["Cutover.Engine"],
        ["Cutover.App"] = ["Cutover.Engine"],
        ["Cutover.Disk"] = [],
        ["Cutover.Redirects"] = ["Cutover.Disk"],
        ["Cutover.Sites"] = ["Cutover.Disk"],
        ["Cutover.PulumiLocal.Generator"] = [],
        ["Cutover.PulumiLocal"] = ["Cutover.PulumiLocal.Generator"],
        ["Cutover.Infra"] = ["Cutover.Redirects", "Cutover.PulumiLocal"],
        ["Stacks"] = ["Cutover.Infra", "Cutover.Redirects"],
        ["Cutover.StandIns"] = [],
        ["Cutover.Crowd"] = [],
        ["Cutover.Lab"] = ["Cutover.Engine", "Cutover.Effects", "Cutover.StandIns", "Cutover.Crowd", "Stacks"],
        ["Cutover.LabCommand"] = ["Cutover.Lab"],
        ["Ietf"] =
        [
            "Cutover.Engine", "Cutover.Effects", "Cutover.App", "Cutover.Redirects", "Cutover.Sites", "Cutover.Lab", "Cutover.Crowd",
            "Stacks",
        ],
    };

    [Fact]
    public void Half_of_the_files_are_short_nine_in_ten_fit_on_a_few_screens_and_none_is_long()
    {
        var files = Sources("*.cs").Where(file => !IsTest(file)).ToList();
        var lengths = files.ConvertAll(file => File.ReadAllLines(Full(file)).Length);
        var sorted = lengths.Order().ToList();
        var (half, ninth) = (sorted[sorted.Count / 2], sorted[sorted.Count * 9 / 10]);
        Assert.True(half < 60, $"Half of the files have {half} lines or more; keep half under 60.");
        Assert.True(ninth < 200, $"One file in ten has {ninth} lines or more; keep nine in ten under 200.");
        None(files.Zip(lengths, (file, lines) => (file, lines)).Where(found => found.lines > Longest(found.file))
            .Select(found => $"{found.file} has {found.lines} lines"));

        static int Longest(string file) => file == $"{Engine}Run/Runner.cs" ? LongestHeart : LongestFile;
    }

    [Fact]
    public void Lines_fit_on_a_screen() => None(Lines("*.cs")
        .Where(line => line.Text.Length > LongestLine)
        .Select(line => $"{line.File}:{line.Number} has {line.Text.Length} columns"));

    [Fact]
    public void Methods_fit_in_a_head() => None(Sources("*.cs").SelectMany(LongMethods));

    [Fact]
    public void No_word_that_puts_something_off_or_hides_it() => None(
        from line in Lines("*.cs").Concat(Lines("*.csproj")).Concat(Lines("*.props")).Concat(Lines("*.targets"))
        from banned in Banned
        where line.Text.Contains(banned.Word, StringComparison.Ordinal) && line.File.StartsWith(banned.Where, StringComparison.Ordinal)
        where line.File != "tests/Cutover.Tests/House/TidyTests.cs" && (banned.Word != "Task.Run(" || line.File != OnlyAside)
        select $"{line.File}:{line.Number} says {banned.Word}");

    [Fact]
    public void Projects_know_only_whom_they_may_know() => None(
        from file in Sources("*.csproj")
        where !IsTest(file)
        from known in References(file)
        where !Arrows.GetValueOrDefault(Path.GetFileNameWithoutExtension(file), []).Contains(known)
        select $"{file} knows {known}");

    /// <summary>What stands in for Pulumi is built only where it is referenced, and can be deleted without touching the solution.</summary>
    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = File.ReadAllText(Repository.Path("Cutover.sln")).Replace('\\', '/');
        None(Sources("*.csproj").Where(file => !file.StartsWith("sdks/", StringComparison.Ordinal))
            .Where(file => !solution.Contains(file, StringComparison.Ordinal)).Select(file => $"{file} is not in Cutover.sln"));
    }

    private static void None(IEnumerable<string> broken)
    {
        var list = broken.ToList();
        Assert.True(list.Count == 0, string.Join('\n', list));
    }

    private static bool IsTest(string file) => file.StartsWith("tests/", StringComparison.Ordinal);

    private static string Full(string file) => Repository.Path(file);

    private static IEnumerable<string> Sources(string pattern) =>
        from full in Directory.EnumerateFiles(Repository.Root, pattern, SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Repository.Root, full).Replace('\\', '/')
        where !Made().IsMatch(file)
        orderby file
        select file;

    private static IEnumerable<(string File, int Number, string Text)> Lines(string pattern) =>
        Sources(pattern).SelectMany(file => File.ReadAllLines(Full(file)).Select((text, i) => (file, i + 1, text)));

    private static IEnumerable<string> References(string project) =>
        XDocument.Load(Full(project)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(((string)reference.Attribute("Include")!).Replace('\\', '/')));

    /// <summary>A method is a line that ends a signature and the braces below it, at its indentation.</summary>
    private static IEnumerable<string> LongMethods(string file)
    {
        var lines = File.ReadAllLines(Full(file));
        for (var i = 1; i < lines.Length; i++)
        {
            // Types stand at the margin or say what they are; methods do neither.
            var isBody = lines[i].StartsWith(' ') && lines[i].Trim() == "{" && lines[i - 1].TrimEnd().EndsWith(')');
            if (!isBody || NotAMethod().IsMatch(lines[i - 1]))
                continue;

            var close = lines[i].Replace('{', '}');
            var end = Array.FindIndex(lines, i, line => line.StartsWith(close, StringComparison.Ordinal));
            if (end - i > LongestMethod)
                yield return $"{file}:{i} has a method of {end - i} lines";
        }
    }

    [GeneratedRegex("(^|/)(bin|obj|node_modules|\\.cutover|\\.git)/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Made();

    [GeneratedRegex(
        "^\\s*(if|for|foreach|while|using|lock|switch|catch|else)\\b|\\b(class|record|struct)\\b",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotAMethod();
}
