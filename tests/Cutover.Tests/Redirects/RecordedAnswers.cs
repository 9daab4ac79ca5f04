using System.Globalization;
using System.Text;
using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>Questions that a real httpd answered once, asked of the model.</summary>
public sealed class RecordedAnswers
{
    private const string Host = "probe.test:18097";

    [Fact]
    public void The_model_answers_the_99_recorded_questions_as_httpd_did()
    {
        var folder = SharedMaterial.Find("redirects/semantics");
        Assert.SkipWhen(folder is null, "the recorded answers are not beside the repository");
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal) { ["/srv/probe/htdocs"] = folder, ["/srv/probe"] = folder };
        var site = Site.Read(new DiskFiles(mounts), new ServerSetup { ConfigurationFile = "/srv/probe/probe.conf" });
        var differences = new List<string>();
        var lines = File.ReadAllLines(Path.Combine(folder, "answers.txt"));
        foreach (var line in lines)
        {
            var (question, expected) = Read(line);
            var answer = site.Answer(question);
            var seen = $"{answer.Status ?? 404} {answer.Location}";
            if (seen != expected)
            {
                differences.Add($"{line}: {seen}");
            }
        }

        Assert.Equal(99, lines.Length);
        Assert.Empty(differences);
    }

    private static (Question Question, string Expected) Read(string line)
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
        return (question with { LocalPort = 18097 }, expected);
    }
}
