using System.Collections.Immutable;

namespace Cutover.Engine;

/// <summary>How long a step may take, how often it is tried and beside what it may run.</summary>
public sealed record StepTerms
{
    /// <summary>From its beginning to Done, retries and waits included; what is not Done by then is held for a person.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the author gave the deadline; under a fence the default is not good enough.</summary>
    public bool DeadlineGiven { get; init; }

    /// <summary>For one Do and the probes that follow it; the whole deadline where not given.</summary>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>How many more times Do is tried after a failed attempt.</summary>
    public int Retries { get; init; }

    /// <summary>The pause before a retry.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest pause between two probes that wait for something; the first pauses are shorter.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long one look may take, and be it past the deadline, after which no other is begun: for proofs that are quick as a rule and
    /// slow for a good reason. Absent: what is left of the deadline.
    /// </summary>
    public TimeSpan? Look { get; init; }

    /// <summary>How long the finding holds; a step that leans on it later proves it again. Absent: as long as the driver lives.</summary>
    public TimeSpan? Expires { get; init; }

    /// <summary>How long the author thinks it takes; shown beside what it took.</summary>
    public TimeSpan? Expected { get; init; }

    /// <summary>What it shares with other steps.</summary>
    public ImmutableArray<Limit> Limits { get; init; } = [];
}
