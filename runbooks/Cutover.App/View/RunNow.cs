using Cutover.Engine;

namespace Cutover.App;

/// <summary>A run at one moment, with what is said about it: everything that a view draws.</summary>
/// <param name="Run">The run's name.</param>
/// <param name="State">What the journal says.</param>
/// <param name="At">The moment.</param>
/// <param name="Said">The last line of each step that said something.</param>
/// <param name="Crowd">What a rehearsal's crowd sees, in one line.</param>
internal sealed record RunNow(string Run, RunState State, DateTimeOffset At, IReadOnlyDictionary<string, string> Said, string? Crowd)
{
    public const string Stopping = "stopping: what is under way is told to end, then the run can go on later (again: at once)";

    /// <summary>When the run turned back.</summary>
    public DateTimeOffset? TurnedAt { get; init; }

    /// <summary>Whether the driver was told to stop and waits for what is under way.</summary>
    public bool IsStopping { get; init; }

    /// <summary>When the outage ended: every fence is sealed, or lifted again.</summary>
    public DateTimeOffset? OutageEndedAt { get; } = Outage.EndedAt(State);

    /// <summary>How much of the window is used, from the first fence on.</summary>
    public TimeSpan? Used => State.FirstFenceAt is { } began ? (OutageEndedAt ?? State.EndedAt ?? At) - began : null;
}
