using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A command, for what has no effect of its own; its probe command decides what is so.</summary>
/// <param name="Command">Where and what.</param>
/// <param name="What">What it does, for people: a verb and its object.</param>
/// <param name="Arguments">Given to the command and its probe after their own.</param>
public sealed record RunCommand(Place<CommandAddress> Command, string What, ImmutableArray<string> Arguments) : IEffect<CommandSeen>
{
    /// <summary>The verdict for each exit code of the probe; any other is Unknown.</summary>
    public ImmutableSortedDictionary<int, Verdict> Exits { get; init; } =
        ImmutableSortedDictionary<int, Verdict>.Empty.Add(0, Verdict.Done).Add(3, Verdict.NotDone).Add(4, Verdict.HalfDone);

    public string Verb => What;

    /// <inheritdoc/>
    /// <remarks>A command of this step that outlived an earlier driver is waited for, then ended, before the probe is asked.</remarks>
    public async ValueTask<Finding<CommandSeen>> ProbeAsync(StepContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var result = await Leash.RunAsync(Errand(context, context.At(Command).Probe) with { Looks = true }, cancellation);
        var output = result.Output.Trim();
        var seen = new CommandSeen(result.ExitCode, output.Length > 2000 ? output[..2000] : output);
        var verdict = Exits.GetValueOrDefault(result.ExitCode, Verdict.Unknown);
        var why = $"the probe of {Command} exited with {result.ExitCode}: {result.LastLine}";
        return new Finding<CommandSeen>(verdict, verdict == Verdict.Unknown ? null : seen, why);
    }

    public async ValueTask DoAsync(StepContext context, CommandSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Command);
        await Leash.RunToSuccessAsync(Errand(context, address.Run) with { Input = await InputAsync(address, cancellation) }, cancellation);
    }

    private Errand Errand(StepContext context, IReadOnlyList<string> command)
    {
        var address = context.At(Command);
        return command.Count > 0
            ? new Errand(address.Host, [.. command.Select(each => Told(each, context.Run)), .. Arguments])
                { Lock = LeashLock.Of(context.Run) }
            : throw new EffectException($"The estate gives '{Command}' no command for this; a command has 'run' and 'probe'.");
    }

    private static string Told(string argument, StepRun run) =>
        argument.Replace(CommandAddress.RunWord, run.Run, StringComparison.Ordinal);

    private static async Task<string> InputAsync(CommandAddress address, CancellationToken cancellation) =>
        address.InputFile is null ? "" : await File.ReadAllTextAsync(address.InputFile, cancellation);
}
