using System.Globalization;
using System.Text;
using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>Single questions about httpd's rules, with the answers that a real one gave.</summary>
internal static class RecordedQuestions
{
    private const string Host = "probe.test:18097";

    internal static Site Site(string folder)
    {
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal) { ["/srv/probe/htdocs"] = folder, ["/srv/probe"] = folder };
        return Redirects.Site.Read(new DiskFiles(mounts), new ServerSetup { ConfigurationFile = "/srv/probe/probe.conf" });
    }

    /// <summary>Each line, what it asks, and the status and Location that it expects.</summary>
    internal static List<(string Line, Question Question, string Expected)> Of(string folder) =>
        [.. File.ReadAllLines(Path.Combine(folder, "answers.txt")).Select(Read)];

    private static (string Line, Question Question, string Expected) Read(string line)
    {
        line = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(line));
        var special = line.StartsWith('/') ? -1 : line.IndexOf('(', StringComparison.Ordinal);
        var expected = special < 0
            ? line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim()
            : line[special..].Trim('(', ')').Replace("'", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);
        expected = expected.Length == 3 ? expected + " " : expected;
        var question = line switch
        {
            ['/', ..] => new Question { Target = line[..line.IndexOf(' ', StringComparison.Ordinal)], Host = Host },
            ['a', 'b', ..] => new Question { Target = "http://probe.test:18097/al/one", Host = Host },
            ['r', 'a', ..] => new Question { Target = "/al/caf\u00c3\u00a9", Host = Host },
            _ when line.Contains("rw", StringComparison.Ordinal) => new Question { Target = "/rw/rel", Host = "www.other.test" },
            _ => new Question { Target = "/al/rel", Host = "www.other.test" },
        };
        Assert.True(int.TryParse(expected[..3], CultureInfo.InvariantCulture, out _), line);
        return (line, question with { LocalPort = 18097 }, expected);
    }
}
