using Pulumi;

namespace Cutover.Infra;

/// <summary>What the one Worker of a host is told.</summary>
public sealed record EdgeWorkerArgs
{
    public required string Environment { get; init; }

    public required string Account { get; init; }

    public required Input<string> ZoneId { get; init; }

    /// <summary>The name people use; the Worker answers for all of it.</summary>
    public required string Host { get; init; }

    /// <summary><c>old</c>, <c>read-only</c>, <c>testers</c>, <c>new</c> or <c>maintenance</c>.</summary>
    public required string Mode { get; init; }

    /// <summary>The zone's names for the old side, its read-only instance and the new side; empty where there is none.</summary>
    public required (string Old, string ReadOnly, string New) Origins { get; init; }

    /// <summary>Seconds after which a refused client may come back.</summary>
    public required int RetryAfter { get; init; }

    /// <summary>Where people read how the move goes.</summary>
    public required string StatusPage { get; init; }

    /// <summary>What testers show to pass before the new side opens; a secret. Null where there is nothing to test.</summary>
    public Output<string>? TesterToken { get; init; }

    /// <summary>The bucket that holds the host's files; null for a host without.</summary>
    public Output<string>? Bucket { get; init; }

    /// <summary>The compiled redirects of the host: <see cref="WorkerText.Compose"/>.</summary>
    public string? Redirects { get; init; }
}
