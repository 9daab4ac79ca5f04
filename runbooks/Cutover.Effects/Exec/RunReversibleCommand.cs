using System.Collections.Immutable;
using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>A command with another that takes it back.</summary>
/// <inheritdoc cref="RunCommand"/>
public sealed record RunReversibleCommand(Place<CommandAddress> Command, string What, ImmutableArray<string> Arguments)
    : RunCommand(Command, What, Arguments), IReversible<CommandSeen>
{
    public async ValueTask UndoAsync(StepContext context, CommandSeen before, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = context.At(Command);
        await Leash.RunToSuccessAsync(Errand(context, address.Undo) with { Input = await InputAsync(address, cancellation) }, cancellation);
    }

    /// <summary>What a probe prints may drift; its exit code decides.</summary>
    public bool IsUndone(CommandSeen before, CommandSeen now) => before?.ExitCode == now?.ExitCode;
}
