namespace Cutover.Effects;

/// <summary>Acts on one Pulumi stack.</summary>
/// <remarks>Every method throws <see cref="EffectException"/> where it could not do its work.</remarks>
public interface IStackDriver
{
    /// <summary>What config and the last state say; changes nothing.</summary>
    Task<StackLook> LookAsync(CancellationToken cancellation);

    /// <summary>Changes config, by key below the project's name, such as <c>origin.www</c>. The state stays as it is until an up.</summary>
    Task SetAsync(IReadOnlyDictionary<string, string> config, CancellationToken cancellation);

    /// <summary>What an up would do if config said this too; config stays as it is.</summary>
    Task<StackPlanSeen> PreviewAsync(IReadOnlyDictionary<string, string> config, CancellationToken cancellation);

    /// <summary>Brings it up as config now says.</summary>
    /// <param name="say">Takes a line for each thing that happens, while it happens.</param>
    /// <param name="cancellation">Ends it; Pulumi then leaves operations pending.</param>
    Task UpAsync(Action<string> say, CancellationToken cancellation);

    /// <summary>Clears up after an up that was interrupted: lets its lock go, and asks the providers what became of it.</summary>
    Task RecoverAsync(CancellationToken cancellation);
}
