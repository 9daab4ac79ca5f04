using System.Text.RegularExpressions;
using CliWrap;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>
/// A stack through the Pulumi CLI. Secrets and credentials come to the CLI through the environment of its host, never through its
/// arguments. Written against the CLI's documented output (pulumi/pulumi, sdk/go/common/apitype and pkg/display) and tested on
/// records of that shape; it has not met the CLI itself.
/// </summary>
internal sealed partial class PulumiCli(StackAddress address, StepRun run) : IStackDriver
{
    private const string Mend = "Try the same command by hand to see more.";

    public async Task<StackLook> LookAsync(CancellationToken cancellation)
    {
        var config = PulumiJson.Config(Project(), await RunAsync(["config", "--json"], cancellation));
        var (outputs, pending) = PulumiJson.Export(await RunAsync(["stack", "export"], cancellation));
        return new StackLook(config, outputs, pending);
    }

    public Task SetAsync(IReadOnlyDictionary<string, string> config, CancellationToken cancellation) => SetAsync(config, [], cancellation);

    private async Task SetAsync(IReadOnlyDictionary<string, string> config, string[] where, CancellationToken cancellation)
    {
        foreach (var (key, value) in config.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (!Key().IsMatch(key) || !Value().IsMatch(value))
                throw new EffectException($"'{key}={value}' cannot be set on {address.Stack}: a key is letters, dots and dashes, "
                    + "and a value is a word.");

            await RunAsync(["config", "set", .. where, "--path", $"{Project()}:{key}", "--", value], cancellation);
        }
    }

    /// <summary>Tried on a copy of the config file, which is gone afterwards.</summary>
    public async Task<StackPlanSeen> PreviewAsync(IReadOnlyDictionary<string, string> config, CancellationToken cancellation)
    {
        var directory = $"{address.Directory.TrimEnd('/')}/{address.ConfigDirectory}";
        var name = address.Stack.Split('/')[^1];
        var trial = $"{directory}/.trial-{run.Step}-{name}.yaml";
        await MustAsync(["cp", "--", $"{directory}/Pulumi.{name}.yaml", trial], cancellation);
        try
        {
            await SetAsync(config, ["--config-file", trial], cancellation);
            // Without what stays the same, its JSON leaves that out.
            return PulumiJson.Preview(
                await RunAsync(["preview", "--config-file", trial, "--json", "--diff", "--show-sames"], cancellation));
        }
        finally
        {
            await Leash.RunAsync(new Errand(address.Host, ["rm", "-f", "--", trial]), CancellationToken.None);
        }
    }

    public async Task UpAsync(Action<string> say, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(say);
        // The event log is JSON lines; written to the output, it comes from another machine as well as from this one. The CLI knows the
        // option only when it is told that it may.
        var events = new PulumiEvents(say);
        string[] up = ["up", "--yes", "--skip-preview", "--suppress-outputs", "--suppress-progress", "--event-log", "/dev/stdout"];
        var errand = new Errand(address.Host, ["env", "PULUMI_DEBUG_COMMANDS=true", .. Words(up)])
        {
            Lock = LeashLock.Of(run, address.Stack),
            Output = PipeTarget.ToDelegate(events.Line),
        };
        var result = await Leash.RunAsync(errand, cancellation);
        if (result.ExitCode != 0 || events.Failure is not null)
            throw new EffectException($"pulumi up of {address.Stack} ended with {result.ExitCode}: {events.Failure ?? result.LastLine}.");
        if (!events.HasSummary)
            throw new EffectException($"pulumi up of {address.Stack} ended without a summary, so what it did is not known: look at "
                + $"'pulumi stack export --stack {address.Stack}'.");
    }

    public async Task RecoverAsync(CancellationToken cancellation)
    {
        // There may be nothing to cancel: then the CLI says so and fails, and the refresh decides.
        await Leash.RunAsync(Errand(["cancel", "--yes"]), cancellation);
        await RunAsync(["refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--suppress-outputs"], cancellation);
    }

    private string Project() => address.Stack.Split('/') is [_, var project, _]
        ? project
        : throw new EffectException($"The stack '{address.Stack}' in the estate must be organization/project/stack.");

    private async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var output = new List<string>();
        var errand = Errand(arguments) with { Output = PipeTarget.ToDelegate(output.Add) };
        var result = await Leash.RunAsync(errand, cancellation);
        return result.ExitCode == 0
            ? string.Join('\n', output)
            : throw new EffectException($"pulumi {arguments[0]} of {address.Stack} on {address.Host} exited with {result.ExitCode}: "
                + $"{result.LastLine}. {Mend}");
    }

    private async Task MustAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        var result = await Leash.RunAsync(new Errand(address.Host, command), cancellation);
        if (result.ExitCode != 0)
            throw new EffectException($"{string.Join(' ', command)} on {address.Host} exited with {result.ExitCode}: {result.LastLine}.");
    }

    private Errand Errand(IReadOnlyList<string> arguments) => new(address.Host, Words(arguments));

    private string[] Words(IReadOnlyList<string> arguments) =>
        [.. address.Pulumi, "--cwd", address.Directory, "--stack", address.Stack, "--non-interactive", "--color", "never", .. arguments];

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9.-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\A[a-zA-Z0-9][a-zA-Z0-9.-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Value();
}
