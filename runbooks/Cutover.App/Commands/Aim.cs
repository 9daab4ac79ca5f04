using Cutover.Engine;

namespace Cutover.App;

/// <summary>What a run is driven against, how, and who else watches.</summary>
/// <param name="Estate">The addresses.</param>
/// <param name="Options">How it is driven.</param>
internal sealed record Aim(Estate Estate, RunnerOptions Options)
{
    public IReadOnlyList<IRunObserver> Watchers { get; init; } = [];

    /// <summary>What a rehearsal's crowd sees now, in one line.</summary>
    public Func<string?> Crowd { get; init; } = () => null;
}
