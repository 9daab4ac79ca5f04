using System.CommandLine;
using System.Diagnostics;

namespace Cutover.Redirects;

/// <summary><c>redirects compile</c>: a script for the edge, its routes, and the list of what it leaves out.</summary>
internal static class CompileCommand
{
    internal static System.CommandLine.Command Create(SiteArguments site)
    {
        var output = new Option<string>("--out") { Description = "the directory for redirects.js and routes.txt", HelpName = "dir",
            Required = true };
        var hosts = new Option<string[]>("--host") { Description = "a host name to answer for (default: every name of the configuration)" };
        var plan = new Option<string>("--plan") { Description = "the Workers plan", DefaultValueFactory = _ => "free" };
        plan.AcceptOnlyFromAmong("free", "paid");
        var perDay = new Option<int?>("--requests-per-day") { Description = "how many requests a day the routes will see", HelpName = "n" };
        var log = new Option<string?>("--access-log") { Description = "an access log to count them in", HelpName = "file" };
        var allow = new Option<bool>("--allow-omissions") { Description = "leave out, by name, what has no form at the edge" };
        var rulesOnly = new Option<bool>("--rules-only") { Description = "no answers that the old server gave without a rule" };
        return RedirectsCommand.Named("compile", "make a script for the edge", site, [output, hosts, plan, perDay, log, allow, rulesOnly],
            async (parsed, to, stop) =>
            {
                var clock = Stopwatch.StartNew();
                var old = site.Read(parsed);
                var options = new EdgeOptions
                {
                    Hosts = parsed.GetValue(hosts) ?? [],
                    Plan = parsed.GetValue(plan) == "paid" ? EdgePlan.Paid : EdgePlan.Free,
                    ServerAnswers = !parsed.GetValue(rulesOnly),
                    AllowOmissions = parsed.GetValue(allow),
                };
                var expected = parsed.GetValue(perDay);
                if (expected < 0)
                {
                    throw new FormatException($"--requests-per-day takes a number from 0 on, and was given {expected}.");
                }

                if (parsed.GetValue(log) is { } file)
                {
                    var routes = EdgeCompiler.Compile(old, options with { Plan = EdgePlan.Paid }).Routes;
                    expected = AccessLog.Read(file, site.Host(parsed), question => Sees(routes, question), to).PerDay;
                    await to.WriteLineAsync($"{expected} requests a day in {file} are on the routes.");
                }

                var script = EdgeCompiler.Compile(old, options with { RequestsPerDay = expected });
                var into = parsed.GetRequiredValue(output);
                try
                {
                    await Write(script, into, stop);
                }
                catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
                {
                    throw new IOException(
                        $"The script cannot be written to {into}: {failure.Message.TrimEnd('.')}; name a directory that can be written.",
                        failure);
                }

                await Tell(script, clock.ElapsedMilliseconds, to);
                return 0;
            });
    }

    private static bool Sees(IReadOnlyList<EdgeRoute> routes, Question question) => routes.Any(route =>
        (route.Host.StartsWith('*')
            ? question.Host!.EndsWith(route.Host[1..], StringComparison.OrdinalIgnoreCase)
            : string.Equals(route.Host, question.Host, StringComparison.OrdinalIgnoreCase))
        && (route.Pattern.EndsWith('*')
            ? EdgeUrl.Normalise(question.Target).StartsWith(route.Prefix, StringComparison.Ordinal)
            : question.Target.Split('?')[0] == route.Prefix));

    private static async Task Write(EdgeScript script, string directory, CancellationToken stop)
    {
        Directory.CreateDirectory(directory);
        await File.WriteAllTextAsync(Path.Combine(directory, "redirects.js"), script.Module, stop);
        await File.WriteAllLinesAsync(Path.Combine(directory, "routes.txt"), script.Routes.Select(route =>
            $"{route.Pattern}\t{route.Why}"), stop);
    }

    private static async Task Tell(EdgeScript script, long milliseconds, TextWriter to)
    {
        await to.WriteLineAsync($"redirects.js: {script.Size} bytes, {script.Compressed} compressed, sha256 {script.Hash}, "
            + $"read and compiled in {milliseconds} ms");
        foreach (var route in script.Routes)
        {
            await to.WriteLineAsync($"route {route.Pattern}  because of {route.Why}");
        }

        foreach (var omission in script.Omissions)
        {
            var weight = omission.MayChangeAnswers ? "MAY CHANGE ANSWERS" : "changes no answer";
            await to.WriteLineAsync($"left out ({weight}) {omission.At}: {omission.Directive}: {omission.Reason}");
        }
    }
}
