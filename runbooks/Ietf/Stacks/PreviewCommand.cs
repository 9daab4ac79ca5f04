using System.Collections.Immutable;
using System.CommandLine;
using Cutover.App;
using Cutover.Infra;
using Cutover.Stacks;
using Pulumi;

namespace Ietf;

/// <summary><c>preview</c>: what an <c>up</c> of each stack would do, without credentials and without the network.</summary>
internal sealed class PreviewCommand
{
    private readonly Option<string?> _stack = new("--stack") { Description = "only this one, such as edge-production", HelpName = "stack" };

    private readonly Option<string?> _environment = new("--environment", "-e")
    {
        Description = "only this one: staging or production", HelpName = "name",
    };

    private readonly Option<string[]> _against = new("--against")
    {
        Description = "the last state, from 'pulumi stack export'; once for each stack", HelpName = "file",
    };

    private readonly Option<string[]> _mayLose = new("--may-lose")
    {
        Description = "allow one object that holds data to be lost, as stack/type::name", HelpName = "object",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "the stacks' config (default: stacks/config of this repository)", HelpName = "dir",
    };

    private readonly Option<bool> _night = new("--night") { Description = "refuse everything in traffic but a flip, as on the night" };
    private readonly Option<bool> _json = new("--json") { Description = "for other programs" };
    private readonly Option<bool> _markdown = new("--markdown") { Description = "for a comment on a pull request" };

    public static Command Command()
    {
        var preview = new PreviewCommand();
        var command = new Command("preview", "show what an up of each stack would do, without credentials");
        foreach (var option in (IEnumerable<Option>)
            [preview._stack, preview._environment, preview._against, preview._mayLose, preview._config, preview._night, preview._json,
                preview._markdown])
            command.Options.Add(option);
        command.SetAction(async (parsed, _) => (int)await preview.RunAsync(parsed));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed)
    {
        try
        {
            var results = await ResultsAsync(parsed);
            var text = parsed.GetValue(_json) ? PreviewJson.Of(results)
                : parsed.GetValue(_markdown) ? PreviewMarkdown.Of(results)
                : PreviewText.Of(results);
            await parsed.InvocationConfiguration.Output.WriteAsync(text.TrimEnd() + "\n");
            return results.Any(result => result.Broken.Length > 0) ? ExitCode.SaidNo : ExitCode.Completed;
        }
        catch (Exception wrong) when (wrong is StateException or RunException or IOException or UnauthorizedAccessException)
        {
            throw new CannotGoOnException(ExitCode.Wrong, Sentence(wrong), wrong);
        }
        catch (AggregateException several) when (several.InnerExceptions.All(wrong => wrong is RunException))
        {
            throw new CannotGoOnException(ExitCode.Wrong, Sentence(several.InnerExceptions[0]), several);
        }
    }

    private async Task<List<PreviewResult>> ResultsAsync(ParseResult parsed)
    {
        var shown = parsed.GetValue(_stack);
        var only = shown is null ? parsed.GetValue(_environment) : EstateStacks.Named(shown).Environment;
        if (only is not null && !EstateStacks.Environments.Contains(only, StringComparer.Ordinal))
            throw new StackConfigException(
                $"There is no environment '{only}'; there are {string.Join(" and ", EstateStacks.Environments)}.");

        var states = StateFiles.Read(parsed.GetValue(_against) ?? []);
        var preview = EstatePreview.Of(StackFiles.Config(parsed.GetValue(_config)));
        var results = new List<PreviewResult>();
        foreach (var environment in EstateStacks.Environments.Where(environment => only is null || environment == only))
        {
            var plan = await preview.RunAsync(environment, states);
            var input = new PolicyInput(plan, TimeProvider.System.GetUtcNow())
            {
                MayBeLost = [.. parsed.GetValue(_mayLose) ?? []],
                IsNight = parsed.GetValue(_night),
            };
            var broken = AllPolicies.Check(input).Where(found => shown is null || found.Finding.Stack == shown);
            results.Add(new PreviewResult(plan, [.. broken], shown));
        }

        return results;
    }

    // A mistake in a program comes with the engine's words round it; what matters is the first line of its own.
    private static string Sentence(Exception wrong)
    {
        var lines = wrong.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length > 1 && lines[0].StartsWith("Running program", StringComparison.Ordinal) ? lines[1] : lines[0];
    }
}
