using System.Globalization;
using System.Text;
using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>Single questions about httpd's rules, with the answers that a real one gave.</summary>
/// <param name="Site">The rules.</param>
/// <param name="Port">The port that the real one listened on, as far as rules see it.</param>
/// <param name="Answers">Each question with its answer.</param>
internal sealed record RecordedQuestions(Site Site, int Port, IReadOnlyList<RecordedAnswer> Answers)
{
    private const string Ours = "the project's own";
    private const string Beside = "beside the repository";
    private const string Host = "probe.test:18097";

    private static readonly string[] Modules =
        ["mod_alias.c", "mod_rewrite.c", "mod_dir.c", "mod_authz_core.c", "mod_authz_host.c", "mod_setenvif.c", "mod_env.c", "mod_mime.c"];

    /// <summary>The sets that there are: the project's own always, and one more where it lies beside the repository.</summary>
    internal static IEnumerable<string> Names => Shared is null ? [Ours] : [Ours, Beside];

    /// <summary>The folder of the project's own rules and answers.</summary>
    internal static string OwnFolder => SharedMaterial.Own("tests/Cutover.Tests/Redirects/Semantics");

    private static string? Shared => SharedMaterial.Find("redirects/semantics");

    /// <summary>A set by its name.</summary>
    internal static RecordedQuestions Of(string name) => name == Ours
        ? new(Own("/srv/rules"), 80, RecordedAnswer.Read(Path.Combine(OwnFolder, "answers.tsv")))
        : new(Others(Shared!), 18097, [.. File.ReadAllLines(Path.Combine(Shared!, "answers.txt")).Select(Read)]);

    private static Site Own(string root) => Site.Read(
        new DiskFiles(new Dictionary<string, string>(StringComparer.Ordinal) { [root] = OwnFolder }),
        new ServerSetup
        {
            ConfigurationFile = $"{root}/rules.conf",
            Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ROOT"] = root },
            Modules = Modules,
        });

    private static Site Others(string folder)
    {
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal) { ["/srv/probe/htdocs"] = folder, ["/srv/probe"] = folder };
        return Site.Read(new DiskFiles(mounts), new ServerSetup { ConfigurationFile = "/srv/probe/probe.conf" });
    }

    private static RecordedAnswer Read(string line)
    {
        line = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line));
        var special = line.StartsWith('/') ? -1 : line.IndexOf('(', StringComparison.Ordinal);
        var expected = special < 0
            ? line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim()
            : line[special..].Trim('(', ')').Replace("'", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        var question = line switch
        {
            ['/', ..] => new Question { Target = line[..line.IndexOf(' ', StringComparison.Ordinal)], Host = Host },
            ['a', 'b', ..] => new Question { Target = "http://probe.test:18097/al/one", Host = Host },
            ['r', 'a', ..] => new Question { Target = "/al/caf\u00c3\u00a9", Host = Host },
            _ when line.Contains("rw", StringComparison.Ordinal) => new Question { Target = "/rw/rel", Host = "www.other.test" },
            _ => new Question { Target = "/al/rel", Host = "www.other.test" },
        };
        Assert.True(int.TryParse(expected[..3], CultureInfo.InvariantCulture, out var status), line);
        return new(question, status, expected.Length > 4 ? expected[4..] : null);
    }
}
