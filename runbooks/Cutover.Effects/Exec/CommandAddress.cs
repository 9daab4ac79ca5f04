namespace Cutover.Effects;

/// <summary>A command of one environment: where it runs and its argument lists. Nothing here is given to a shell to read.</summary>
/// <remarks>
/// <c>{run}</c> in an argument is the run's name. What must be done anew by each night, such as restoring a backup, is told apart by it:
/// a probe that does not look for whom it was done takes an earlier night's work for this one's.
/// </remarks>
public sealed record CommandAddress
{
    internal const string RunWord = "{run}";

    public HostAddress Host { get; init; } = new();

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>Tells by its exit code whether the work is done; it changes nothing.</summary>
    public required IReadOnlyList<string> Probe { get; init; }

    /// <summary>A file on this machine whose text the command reads from its standard input: the way to hand over a secret.</summary>
    public string? InputFile { get; init; }
}
