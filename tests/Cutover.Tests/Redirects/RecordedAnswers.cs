using Cutover.Redirects;

namespace Cutover.Tests;

/// <summary>Questions that a real httpd answered once, asked of the model.</summary>
public sealed class RecordedAnswers
{
    public static TheoryData<string> Sets => [.. RecordedQuestions.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_model_answers_every_recorded_question_as_httpd_did(string set)
    {
        var recorded = RecordedQuestions.Of(set);
        var differences = new List<string>();
        foreach (var (question, status, location) in recorded.Answers)
        {
            var answer = recorded.Site.Answer(question with { LocalPort = recorded.Port });
            var seen = (answer.Status ?? (status == 200 ? answer.Usual : 404), answer.Location);
            if (seen != (status, location))
            {
                differences.Add($"{question.Host}{question.Target} was {status} {location} and is {seen}");
            }
        }

        Assert.True(recorded.Answers.Count >= 99, $"only {recorded.Answers.Count} questions");
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
