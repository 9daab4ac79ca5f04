using System.CommandLine;

namespace Cutover.Redirects;

/// <summary><c>redirects report</c>: rules that are dead, shadowed, looping, chained, or lead to hosts that are going away.</summary>
internal static class ReportCommand
{
    internal static System.CommandLine.Command Create(SiteArguments site)
    {
        var goingAway = new Option<string[]>("--going-away") { Description = "a host that is going away", HelpName = "host" };
        var seed = new Option<int>("--seed") { Description = "what random URLs begin with", DefaultValueFactory = _ => 1 };
        return RedirectsCommand.Named("report", "find old rules that do nothing, or not what they say", site, [goingAway, seed],
            async (parsed, to, _) =>
            {
                var old = site.Read(parsed);
                var rules = RuleReport.Of(old, site.Host(parsed), parsed.GetValue(seed), parsed.GetValue(goingAway) ?? []);
                foreach (var rule in rules.Where(rule => rule.Verdict != RuleVerdict.Alive).OrderBy(rule => rule.Verdict))
                {
                    await to.WriteLineAsync($"{rule.Verdict}: {rule.Rule}\n  {rule.Why}");
                }

                foreach (var slow in Backtracking.In(old))
                {
                    await to.WriteLineAsync($"Backtracks: {slow}\n  a loop inside a loop may try the same bytes in many ways; write it "
                        + "with one loop, or with a byte between the rounds that the inner loop cannot take");
                }

                var counts = rules.CountBy(rule => rule.Verdict).OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {pair.Key}");
                await to.WriteLineAsync($"{rules.Count} rules: {string.Join(", ", counts)}");
                return 0;
            });
    }
}
