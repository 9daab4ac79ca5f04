using System.CommandLine;

namespace Cutover.Redirects;

/// <summary><c>redirects check</c>: the same URLs asked of two servers, or of a server and a file of recorded answers.</summary>
internal static class CheckCommand
{
    private const int SaidNo = 3;
    private const int Shown = 50;

    internal static System.CommandLine.Command Create(SiteArguments site)
    {
        var ask = new Option<string>("--ask") { Description = "the server to ask: http://address:port", HelpName = "server",
            Required = true };
        var against = new Option<string?>("--against") { Description = "the server whose answers are right", HelpName = "server" };
        var recorded = new Option<string?>("--recorded") { Description = "a file of answers that are right", HelpName = "file" };
        var record = new Option<string?>("--record") { Description = "keep the answers of --ask in this file", HelpName = "file" };
        var log = new Option<string?>("--access-log") { Description = "ask the URLs of this log too", HelpName = "file" };
        var random = new Option<int>("--random") { Description = "ask so many random URLs too", HelpName = "n" };
        var seed = new Option<int>("--seed") { Description = "what random URLs begin with", DefaultValueFactory = _ => 1 };
        var strict = new Option<bool>("--strict") { Description = "every status must be the same, also where nothing redirects" };
        Symbol[] symbols = [ask, against, recorded, record, log, random, seed, strict];
        return RedirectsCommand.Named("check", "compare a server's answers with another's, with recorded ones, or with the rules", site,
            symbols,
            async (parsed, to, stop) =>
            {
                if (parsed.GetValue(random) < 0)
                {
                    throw new FormatException($"--random takes a number of URLs from 0 on, and was given {parsed.GetValue(random)}.");
                }

                var server = ServerAddress.Parse(parsed.GetRequiredValue(ask));
                List<Question> Questions(Site old)
                {
                    var (host, start) = (site.Host(parsed), parsed.GetValue(seed));
                    var logged = parsed.GetValue(log) is { } file ? AccessLog.Read(file, host, _ => false, to).Questions : [];
                    var made = new RuleUrls(old, new Random(start)).All(host).Questions;
                    return [.. made, .. logged, .. new RandomUrls(old, start, host).Some(parsed.GetValue(random))];
                }

                if (parsed.GetValue(record) is { } into)
                {
                    var answers = await RedirectCheck.RecordAsync(server, Questions(site.Read(parsed)), stop);
                    RecordedAnswer.Write(into, answers);
                    await to.WriteLineAsync($"{answers.Count} answers of {server} are in {into}");
                    return 0;
                }

                var right = parsed.GetValue(recorded) is { } known ? RecordedAnswer.Read(known)
                    : parsed.GetValue(against) is { } other
                        ? await RedirectCheck.RecordAsync(ServerAddress.Parse(other), Questions(site.Read(parsed)), stop)
                    : OfRules(site.Read(parsed), Questions);
                return await Tell(await RedirectCheck.CompareAsync(server, right, parsed.GetValue(strict), stop), to);
            });
    }

    /// <summary>Without a server or a file to go by, the old rules themselves say what is right.</summary>
    private static List<RecordedAnswer> OfRules(Site old, Func<Site, List<Question>> questions)
    {
        var right = new List<RecordedAnswer>();
        foreach (var question in questions(old))
        {
            try
            {
                var answer = old.Answer(question);
                right.Add(new(question, answer.Status ?? answer.Usual, answer.Location));
            }
            catch (UnansweredException)
            {
                // What the model cannot know cannot be held against a server.
            }
        }

        return right;
    }

    private static async Task<int> Tell(CheckResult result, TextWriter to)
    {
        foreach (var difference in result.Differences.Take(Shown))
        {
            await to.WriteLineAsync(difference.ToString());
        }

        await to.WriteLineAsync(result.ToString());
        return result.Differences.Count == 0 ? 0 : SaidNo;
    }
}
