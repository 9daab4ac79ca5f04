using Cutover.Redirects;
using Cutover.Tests;

namespace Rehearsals;

/// <summary>The recorded questions, asked of the compiled script in workerd.</summary>
public sealed class EdgeRecordedAnswers(ITestOutputHelper output)
{
    [Fact]
    public async Task The_edge_answers_the_99_recorded_questions_as_httpd_did()
    {
        var folder = SharedMaterial.Find("redirects/semantics");
        Assert.SkipWhen(folder is null, "the recorded answers are not beside the repository");
        var root = HttpdServer.NewRoot();
        var script = EdgeCompiler.Compile(RecordedQuestions.Site(folder), new EdgeOptions { Plan = EdgePlan.Paid, HttpPort = 18097 });
        await using var server = await EdgeServer.Start(root, script.Module, HttpdServer.AnyPort(12));
        using var client = new ServerAsker(HttpdServer.Address, server.Port);
        var recorded = RecordedQuestions.Of(folder);
        var differences = new List<string>();
        foreach (var (line, question, expected) in recorded)
        {
            var (status, location) = await client.Ask(question);
            var seen = $"{(status == EdgeServer.PassedOn ? 404 : status)} {location}";
            if (seen != expected)
            {
                differences.Add($"{line}: {seen}");
            }
        }

        output.WriteLine($"{recorded.Count} questions, {script.Size} bytes, {script.Compressed} compressed");
        Assert.Equal(99, recorded.Count);
        Assert.Empty(differences);
        Assert.Empty(await server.Stop());
        Directory.Delete(root, recursive: true);
    }
}
