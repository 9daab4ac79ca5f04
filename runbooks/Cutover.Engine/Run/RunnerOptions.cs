namespace Cutover.Engine;

/// <summary>How a driver drives.</summary>
public sealed record RunnerOptions
{
    /// <summary>Who drives, for a second driver to read: user, host and process.</summary>
    public required string Driver { get; init; }

    /// <summary>Which build of the runbook program drives.</summary>
    public required string Build { get; init; }

    public OnFailure OnFailure { get; init; }

    /// <summary>Nobody will answer: the driver ends where it would wait for a person.</summary>
    public bool Unattended { get; init; }

    /// <summary>A rehearsal of the way back: the run turns back as soon as this step is Done, before anything else begins.</summary>
    public string? TurnBackFrom { get; init; }

    /// <summary>The steps in which the plan may differ from the one that the run began with.</summary>
    public IReadOnlyCollection<string> AcceptChanged { get; init; } = [];

    /// <summary>How often the inbox is read. A vote inside an outage waits for it.</summary>
    public TimeSpan InboxPoll { get; init; } = TimeSpan.FromMilliseconds(25);

    /// <summary>How long an effect that was told to stop may take before it is left behind and reported.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Runs the driver's code, one piece at a time; a simulator brings its own. Absent: a new exclusive scheduler.</summary>
    public TaskScheduler? Scheduler { get; init; }
}
