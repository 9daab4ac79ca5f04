using Cutover.Engine;

namespace Cutover.App;

/// <summary>A living rehearsal. Disposing it lets go of it and leaves it up, so that an interrupted run can go on.</summary>
public interface IRehearsedEstate : IAsyncDisposable
{
    /// <summary>Its addresses; the same, hash included, when it is adopted again.</summary>
    Estate Estate { get; }

    /// <summary>What the crowd sees now, in one line, or null where there is no crowd. Asked ten times a second.</summary>
    string? Crowd { get; }

    /// <summary>Watches the night beside its people, or null.</summary>
    IRunObserver? Watcher => null;

    /// <summary>How one of the rehearsal's people votes when a gate asks, or null where nobody does.</summary>
    ValueTask<RehearsalVote?> VoteAsync(GateStep gate, Role role, CancellationToken cancellation) =>
        ValueTask.FromResult<RehearsalVote?>(new RehearsalVote(Go: true, $"rehearsal:{role.Name}", "rehearsed"));

    /// <summary>Does what one of the rehearsal's people would do when a check waits for them, such as approving.</summary>
    ValueTask HelpAsync(Step step, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>A night has ended, and the crowd stays: what is not as it must be after one that ended so, a sentence each.</summary>
    ValueTask<IReadOnlyList<string>> FaultsAsync(RunState state, CancellationToken cancellation) =>
        ValueTask.FromResult<IReadOnlyList<string>>([]);

    /// <summary>The last night is over: the crowd stops, and the side that serves is read back.</summary>
    ValueTask<RehearsalData> FinishAsync(RunState state, CancellationToken cancellation);

    /// <summary>Stops everything that the rehearsal started.</summary>
    ValueTask TakeDownAsync(CancellationToken cancellation);
}
