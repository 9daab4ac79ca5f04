using System.Text;
using Cutover.Disk;
using Cutover.Infra;
using Cutover.Stacks;

namespace Ietf;

/// <summary>The states that an operator gives: what <c>pulumi stack export</c> wrote, one file for each stack.</summary>
internal static class StateFiles
{
    /// <summary>By the stack's name.</summary>
    /// <exception cref="StateException">One is missing, broken, or of a stack that another is of too.</exception>
    public static Dictionary<string, StackState> Read(IEnumerable<string> files)
    {
        var states = new Dictionary<string, StackState>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            if (PlainFile.TryRead(file, out var trouble) is not { } bytes)
                throw new StateException(
                    $"There is no state in {file}, {trouble}: write one with 'pulumi stack export --stack STACK --file FILE'.");

            var state = StackState.Parse(file, Encoding.UTF8.GetString(bytes), EstatePreview.Project);
            EstateStacks.Named(state.Stack);
            if (!states.TryAdd(state.Stack, state))
                throw new StateException($"{file} is a second state of {state.Stack}; give --against once for each stack.");
        }

        return states;
    }
}
