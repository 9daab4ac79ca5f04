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
}
