using Cutover.Effects;
using Cutover.Engine;

namespace Cutover.Tests;

/// <summary>What broke on a real night and nobody had asked before: each planted in the new side of a pair of sites.</summary>
public sealed class SameAnswersTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Scene _scene = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Sides_that_answer_alike_are_alike_whatever_their_texts_say()
    {
        var finding = await AskAsync(Old, path => Old(path).Replace("old", "new", StringComparison.Ordinal));

        Assert.Equal(Verdict.Done, finding.Verdict);
        Assert.Equal(new AnswersSeen(4, 0), finding.Value);
    }

    [Theory]
    [InlineData("/proceedings/", 404, "text/html", "", "/proceedings/ was answered 200 text/html and now 404 text/html")]
    [InlineData("/robots.txt", 404, "text/html", "", "/robots.txt was answered 200 text/plain and now 404 text/html")]
    [InlineData("/id", 301, "", "http://www.lab.test:8080/id/",
        "/id was answered 301 to http://www.lab.test/id/ and now 301 to http://www.lab.test:8080/id/")]
    [InlineData("/id", 404, "text/html", "", "/id was answered 301 to http://www.lab.test/id/ and now 404 text/html")]
    [InlineData("/id/draft-x", 200, "application/octet-stream", "",
        "/id/draft-x was answered 200 text/plain and now 200 application/octet-stream")]
    public async Task A_directory_not_served_a_file_forgotten_a_port_that_leaks_a_type_that_is_lost(
        string broken, int status, string type, string location, string sentence)
    {
        var finding = await AskAsync(Old, path => path == broken ? Answer(status, type, location) : Old(path));

        Assert.Equal(Verdict.NotDone, finding.Verdict);
        Assert.Contains("answers 1 of 4 questions otherwise", finding.Why, StringComparison.Ordinal);
        Assert.EndsWith(sentence, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_plan_asks_is_asked_whatever_the_estates_list_holds()
    {
        await using var was = new CannedSite(_ => Answer(200, "text/html", ""));
        await using var becomes = new CannedSite(request =>
            Answer(request.Contains("/staging/", StringComparison.Ordinal) ? 404 : 200, "text/html", ""));
        var listed = new QuestionsAddress { File = _folder.Write("questions.txt", "/id/\n") };

        var finding = await _scene.ProbeAsync(
            Http.SameAnswers(
                _scene.Place("old", was.Address), _scene.Place("new", becomes.Address), _scene.Place("questions", listed))
            with { Always = ["/id/", "/staging/"] });

        Assert.Equal(new AnswersSeen(2, 1), finding.Value);
        Assert.Contains("/staging/ was answered 200 text/html and now 404 text/html", finding.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "has no questions; put paths into it")]
    [InlineData("# only a comment\n\n", "has no questions; put paths into it")]
    public async Task No_questions_are_no_proof(string questions, string sentence)
    {
        var finding = await AskAsync(Old, Old, questions);

        Assert.Equal(Verdict.Unknown, finding.Verdict);
        Assert.Contains(sentence, finding.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_no_path_is_named()
    {
        var failed = await Assert.ThrowsAsync<EffectException>(() => AskAsync(Old, Old, "http://elsewhere.test/\n"));

        Assert.Contains("holds 'http://elsewhere.test/', which is no path", failed.Message, StringComparison.Ordinal);
    }

    private static string Old(string path) => path switch
    {
        "/proceedings/" => Answer(200, "text/html; charset=utf-8", ""),
        "/id" => Answer(301, "", "http://www.lab.test/id/"),
        _ => Answer(200, "text/plain", ""),
    };

    private static string Answer(int status, string type, string location)
    {
        string[] headers = [.. type.Length > 0 ? [$"Content-Type: {type}"] : Array.Empty<string>(),
            .. location.Length > 0 ? [$"Location: {location}"] : Array.Empty<string>()];
        return CannedSite.Answer(status, "the old text", headers);
    }

    private async Task<Finding<AnswersSeen>> AskAsync(
        Func<string, string> old, Func<string, string> next, string questions = "/proceedings/\n/robots.txt\n/id\n/id/draft-x\n/id\n")
    {
        await using var was = new CannedSite(request => old(request.Split(' ')[1]));
        await using var becomes = new CannedSite(request => next(request.Split(' ')[1]));
        return await _scene.ProbeAsync(Http.SameAnswers(
            _scene.Place("old", was.Address), _scene.Place("new", becomes.Address),
            _scene.Place("questions", new QuestionsAddress { File = _folder.Write("questions.txt", questions) })));
    }
}
