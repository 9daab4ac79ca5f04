using System.Collections.Immutable;

namespace Cutover.Effects;

/// <summary>A stack as it is: no secret in it.</summary>
/// <param name="Config">By key below the project's name; an object's entries each by their path, such as <c>origin.www</c>.</param>
/// <param name="Outputs">Of the last state, in the same way.</param>
/// <param name="Pending">Operations that an interrupted up left open; what became of them nobody knows yet.</param>
public sealed record StackLook(
    ImmutableSortedDictionary<string, string> Config, ImmutableSortedDictionary<string, string> Outputs, int Pending);
