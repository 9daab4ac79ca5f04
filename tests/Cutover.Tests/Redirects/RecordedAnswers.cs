using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>Questions that a real httpd answered once, asked of the model.</summary>
public sealed class RecordedAnswers
{
    [Fact]
    public void The_model_answers_the_99_recorded_questions_as_httpd_did()
    {
        var folder = SharedMaterial.Find("redirects/semantics");
        Assert.SkipWhen(folder is null, "the recorded answers are not beside the repository");
        var site = RecordedQuestions.Site(folder);
        var differences = new List<string>();
        var recorded = RecordedQuestions.Of(folder);
        foreach (var (line, question, expected) in recorded)
        {
            var answer = site.Answer(question);
            var seen = $"{answer.Status ?? 404} {answer.Location}";
            if (seen != expected)
            {
                differences.Add($"{line}: {seen}");
            }
        }

        Assert.Equal(99, recorded.Count);
        Assert.Empty(differences);
    }

    [Theory]
    [InlineData("http", 80)]
    [InlineData("https", 443)]
    public void The_model_answers_the_old_hosts_links_as_a_real_httpd_did(string name, int port)
    {
        var mirror = Repository.Path("runbooks/Ietf/OldHost");
        var mounts = new Dictionary<string, string>(StringComparer.Ordinal) { ["/"] = mirror };
        var site = Site.Read(new DiskFiles(mounts), new ServerSetup { ConfigurationFile = "/etc/apache2/apache2.conf" });
        var recorded = RecordedAnswer.Read(Path.Combine(mirror, $"answers-{name}.tsv"));
        Assert.DoesNotContain(recorded, one =>
        {
            var answer = site.Answer(one.Question with { LocalPort = port });
            return (answer.Status ?? answer.Usual, answer.Location) != (one.Status, one.Location);
        });
        Assert.True(recorded.Count > 20);
    }
}
