namespace Cutover.Effects;

/// <summary>A command of one environment: where it runs and its argument lists. Nothing here is given to a shell to read.</summary>
public sealed record CommandAddress
{
    public HostAddress Host { get; init; } = new();

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>Tells by its exit code whether the work is done; it changes nothing.</summary>
    public required IReadOnlyList<string> Probe { get; init; }

    /// <summary>Takes the work back; needed where the plan calls for a reversible command.</summary>
    public IReadOnlyList<string> Undo { get; init; } = [];

    /// <summary>A file on this machine whose text the command reads from its standard input: the way to hand over a secret.</summary>
    public string? InputFile { get; init; }
}
