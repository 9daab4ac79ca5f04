using Cutover.Engine;

namespace Cutover.Effects;

/// <summary>Commands, for what has no effect of its own.</summary>
public static class Exec
{
    /// <summary>Runs a command unless its probe says that the work is done.</summary>
    public static RunCommand Command(Place<CommandAddress> command, string what, params string[] arguments) =>
        new(command, what, [.. arguments]);
}
