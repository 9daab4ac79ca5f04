using System.CommandLine;
using Cutover.App;
using Cutover.Effects;
using Cutover.Infra;
using Cutover.Stacks;
using Pulumi;

namespace Ietf;

/// <summary><c>break-glass</c>: flips traffic without Pulumi's backend.</summary>
internal sealed class BreakGlassCommand
{
    private readonly Option<string> _stack = new("--stack")
    {
        Description = "the stack that flips traffic", HelpName = "stack", DefaultValueFactory = _ => "traffic-production",
    };

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "what its config shall say, such as origin.www=new; once for each", HelpName = "key=value", Required = true,
    };

    private readonly Option<string[]> _against = new("--against")
    {
        Description = "the last state of it and of each stack it reads, from 'pulumi stack export'", HelpName = "file", Required = true,
    };

    private readonly Option<string> _tokenFile = new("--token-file")
    {
        Description = "a file with Cloudflare's API token, mode 600", HelpName = "file", Required = true,
    };

    private readonly Option<string> _api = new("--api")
    {
        Description = "Cloudflare's API", HelpName = "url", DefaultValueFactory = _ => "https://api.cloudflare.com/client/v4",
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "the stacks' config (default: stacks/config of this repository)", HelpName = "dir",
    };

    private readonly Option<bool> _yes = new("--yes") { Description = "do it; else it is only shown" };

    public static Command Command()
    {
        var glass = new BreakGlassCommand();
        var command = new Command("break-glass", "flip traffic through Cloudflare's API while Pulumi's backend is away")
        {
            glass._stack, glass._set, glass._against, glass._tokenFile, glass._api, glass._config, glass._yes,
        };
        command.SetAction(async (parsed, cancellation) => (int)await glass.RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        try
        {
            var stack = parsed.GetRequiredValue(_stack);
            if (EstateStacks.Named(stack) is not { Kind.Name: "traffic", Environment: var environment })
                throw new StackConfigException($"{stack} flips nothing; there are traffic-staging and traffic-production.");

            var directory = StackFiles.Config(parsed.GetValue(_config));
            var file = Path.Combine(directory, $"Pulumi.{stack}.yaml");
            var states = StateFiles.Read(parsed.GetRequiredValue(_against));
            if (!states.ContainsKey(stack))
                throw new StateException($"Give the last exported state of {stack} with --against: without it there is nothing to flip.");

            var config = ConfigText.With(file, await File.ReadAllTextAsync(file, cancellation), Settings(parsed.GetRequiredValue(_set)));
            var plan = await EstatePreview.Of(directory).With(stack, config).RunAsync(environment, states, stack);
            var glass = new BreakGlass(plan, stack, TimeProvider.System.GetUtcNow());
            return await RunAsync(parsed, glass, file, config, cancellation);
        }
        catch (Exception wrong) when (wrong is StateException or RunException or IOException or UnauthorizedAccessException)
        {
            throw new CannotGoOnException(ExitCode.Wrong, wrong.Message.Split('\n')[0], wrong);
        }
        catch (EffectException refused)
        {
            throw new CannotGoOnException(ExitCode.SaidNo, refused.Message, refused);
        }
    }

    private async Task<ExitCode> RunAsync(ParseResult parsed, BreakGlass glass, string file, string config, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var url = Uri.TryCreate(parsed.GetRequiredValue(_api), UriKind.Absolute, out var given)
            ? given
            : throw new StackConfigException($"'{parsed.GetRequiredValue(_api)}' is no address of an API, such as https://host/client/v4.");
        using var api = new CloudflareApi(url, parsed.GetRequiredValue(_tokenFile));
        foreach (var line in glass.Lines)
            await output.WriteLineAsync(line);
        if (!parsed.GetValue(_yes))
        {
            await output.WriteLineAsync("nothing was done: run this again with --yes");
            return ExitCode.Completed;
        }

        await glass.DoAsync(api, output.WriteLine, cancellation);
        // Pulumi reads the same config when its backend is back; its next up then finds everything as it wants it.
        await File.WriteAllTextAsync($"{file}.new", config, cancellation);
        File.Move($"{file}.new", file, overwrite: true);
        await output.WriteLineAsync($"{file} says so too. When Pulumi's backend is back, the night's own step brings its state in line "
            + "(./cutover retry); outside of a night, 'pulumi refresh' and 'pulumi up' of the stack do.");
        return ExitCode.Completed;
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(string[] sets) => sets.Select(set =>
        set.Split('=', 2) is [{ Length: > 0 } key, { Length: > 0 } value]
            && (key == "maintenance" || key.StartsWith("origin.", StringComparison.Ordinal))
            ? KeyValuePair.Create(key, value)
            : throw new StackConfigException($"'{set}' flips nothing: --set takes origin.SERVICE=MODE or maintenance=true."));
}
