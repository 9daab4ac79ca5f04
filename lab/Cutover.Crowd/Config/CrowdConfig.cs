namespace Cutover.Crowd;

/// <summary>Everything that a crowd is told, in one JSON file.</summary>
public sealed record CrowdConfig
{
    /// <summary>Where the operations are written; must not exist yet.</summary>
    public required string Log { get; init; }

    /// <summary>Where the last second is summed up for whoever watches; replaced whole.</summary>
    public required string Live { get; init; }

    /// <summary>The crowd goes home when this file appears.</summary>
    public required string StopFile { get; init; }

    /// <summary>The caching resolver, address and port.</summary>
    public required string Resolver { get; init; }

    /// <summary>The services that the crowd uses.</summary>
    public required IReadOnlyList<ServiceConfig> Services { get; init; }

    /// <summary>Decides every intended time, user and path. Keys are new on every run, so that two runs cannot be taken for one.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How intended times follow one another.</summary>
    public Spacing Spacing { get; init; } = Spacing.Poisson;

    /// <summary>How many users there are, each with connections and a memory for names of their own.</summary>
    public int Users { get; init; } = 120;

    /// <summary>The share of users behind a resolver that keeps answers too long, 0 to 1.</summary>
    public double OverHoldingShare { get; init; } = 0.1;

    /// <summary>How many times the TTL such a resolver keeps an answer.</summary>
    public int OverHoldingTimes { get; init; } = 4;

    /// <summary>The resolver that those users ask, address and port; none where it is the same, which only they over-hold.</summary>
    public string? OverHoldingResolver { get; init; }

    /// <summary>
    /// How long a user keeps one connection, in milliseconds. Short, so that a name is looked up again well within a TTL and a moved
    /// service is found as soon as DNS says so; not zero, so that servers also meet connections that are used more than once.
    /// </summary>
    public int ConnectionLifetimeMs { get; init; } = 1000;

    /// <summary>An answer later than this after the intended time is a failure, in milliseconds.</summary>
    public int LateAfterMs { get; init; } = 1000;

    /// <summary>When a user stops waiting, in milliseconds from the intended time. Whether a write took place is then unknown.</summary>
    public int GiveUpAfterMs { get; init; } = 5000;

    /// <summary>The longest a crowd lives, in seconds, so that none outlives its lab.</summary>
    public int MaximumSeconds { get; init; } = 300;
}
