using System.Globalization;
using System.Text;
using Cutover.Redirects;

namespace Rehearsals;

/// <summary>Random rule sets, served by a real httpd and read by the model; the same questions to both.</summary>
public sealed class RandomRulesAgainstHttpd(ITestOutputHelper output)
{
    private const int QuestionsEach = 40;

    [Fact]
    public async Task Ten_thousand_questions_to_random_rule_sets_have_the_answers_that_httpd_gives()
    {
        await HttpdServer.Ensure(output.WriteLine);
        var seed = int.Parse(Environment.GetEnvironmentVariable("CUTOVER_SEED") ?? "20240620", CultureInfo.InvariantCulture);
        var wanted = int.Parse(Environment.GetEnvironmentVariable("CUTOVER_QUESTIONS") ?? "10000", CultureInfo.InvariantCulture);
        var rehearsal = new RuleSets(HttpdServer.AnyPort(1));
        var sets = RuleSets.Random(seed, wanted / QuestionsEach, QuestionsEach);
        var report = await rehearsal.Ask(sets);
        output.WriteLine($"seed {seed}: {report}");
        if (report.Differences.Count > 0)
        {
            var smallest = await rehearsal.Shrink(report.Differences[0]);
            Assert.Fail($"seed {seed}, {report.Differences.Count} of {report.Asked} answers differ. The smallest rule set:\n{smallest}\n\n"
                + string.Join("\n\n", report.Differences.DistinctBy(difference => difference.Set.Number).Take(12)));
        }

        Assert.True(report.Asked >= wanted * 9 / 10, $"only {report.Asked} questions could be asked: {report}");
        Assert.True(report.Redirected > report.Asked / 5, $"too few redirects to prove anything: {report}");
    }
}
