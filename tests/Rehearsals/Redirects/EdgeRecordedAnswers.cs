using Cutover.Redirects;
using Cutover.Tests;

namespace Rehearsals;

/// <summary>The recorded questions, asked of the compiled script in workerd, and the project's own of a real httpd again.</summary>
public sealed class EdgeRecordedAnswers(ITestOutputHelper output)
{
    public static TheoryData<string> Sets => [.. RecordedQuestions.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task The_edge_answers_every_recorded_question_as_httpd_did(string set)
    {
        var recorded = RecordedQuestions.Of(set);
        var root = HttpdServer.NewRoot();
        var script = EdgeCompiler.Compile(recorded.Site, new EdgeOptions { Plan = EdgePlan.Paid, HttpPort = recorded.Port });
        await using var server = await EdgeServer.Start(root, script.Module, HttpdServer.AnyPort(12));
        using var client = new ServerAsker(HttpdServer.Address, server.Port);
        var differences = new List<string>();
        foreach (var (question, status, location) in recorded.Answers)
        {
            var seen = await client.Ask(question);
            if (seen != (status, location) && (seen.Status != EdgeServer.PassedOn || status is not (200 or 404)))
            {
                differences.Add($"{question.Host}{question.Target} was {status} {location} and is {seen}");
            }
        }

        output.WriteLine($"{recorded.Answers.Count} questions, {script.Size} bytes, {script.Compressed} compressed");
        Assert.True(recorded.Answers.Count >= 99, $"only {recorded.Answers.Count} questions");
        Assert.Empty(differences);
        Assert.Empty(await server.Stop());
        Directory.Delete(root, recursive: true);
    }

    /// <summary>With CUTOVER_RECORD=1 the answers are recorded again.</summary>
    [Fact]
    public async Task A_real_httpd_answers_the_projects_own_questions_as_recorded()
    {
        await HttpdServer.Ensure(output.WriteLine);
        var (root, port) = (HttpdServer.NewRoot(), HttpdServer.AnyPort(13));
        var every = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (var file in Directory.EnumerateFiles(RecordedQuestions.OwnFolder, "*", every))
        {
            var copy = root + file[RecordedQuestions.OwnFolder.Length..];
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllTextAsync($"{root}/httpd.conf",
            HttpdServer.Prologue(root, port) + $"Define ROOT {root}\nInclude {root}/rules.conf\n");
        await using (await HttpdServer.Start(root, $"{root}/httpd.conf", port))
        {
            var address = new ServerAddress(HttpdServer.Address, port, Secure: false);
            var file = $"{RecordedQuestions.OwnFolder}/answers.tsv";
            var recorded = RecordedAnswer.Read(file);
            if (Environment.GetEnvironmentVariable("CUTOVER_RECORD") == "1")
            {
                RecordedAnswer.Write(file, await RedirectCheck.RecordAsync(address, recorded.Select(one => one.Question),
                    CancellationToken.None));
                recorded = RecordedAnswer.Read(file);
            }

            var seen = await RedirectCheck.CompareAsync(address, recorded, strict: true, CancellationToken.None);
            Assert.Empty(seen.Differences);
            Assert.True(seen.Redirects > seen.Asked / 2, $"too few redirects to prove anything: {seen}");
        }

        Directory.Delete(root, recursive: true);
    }
}
