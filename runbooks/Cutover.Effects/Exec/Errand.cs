using CliWrap;

namespace Cutover.Effects;

/// <summary>A command to run on a host: an argument list, never text for a shell.</summary>
internal sealed record Errand(HostAddress Host, IReadOnlyList<string> Arguments)
{
    /// <summary>What the command reads from its standard input; the way to hand over a secret. Text without NUL.</summary>
    public string Input { get; init; } = "";

    /// <summary>Whose lock this is about; absent for a command that needs none.</summary>
    public LeashLock? Lock { get; init; }

    /// <summary>Whether the command looks only: survivors that hold the lock are ended first, and the lock is left free.</summary>
    public bool Looks { get; init; }

    /// <summary>Whether the command starts something that stays, such as a service; nothing it leaves holds the lock.</summary>
    public bool Leaves { get; init; }

    /// <summary>
    /// How long the command may still take, in whole seconds, once it is called off or its driver is dead; a look waits as long for such
    /// a survivor. What tells somebody else to act, such as a service to stop, takes nothing back by being cut off: that would happen all
    /// the same, later, after others have looked.
    /// </summary>
    public TimeSpan Finishes { get; init; }

    /// <summary>Where the output goes; absent to keep the first and the last of it.</summary>
    public PipeTarget? Output { get; init; }
}
