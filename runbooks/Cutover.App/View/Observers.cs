using Cutover.Engine;

namespace Cutover.App;

/// <summary>Several who watch the same run.</summary>
internal sealed class Observers(params IReadOnlyList<IRunObserver> all) : IRunObserver
{
    public void Recorded(RunState state, JournalEntry entry)
    {
        foreach (var observer in all)
            observer.Recorded(state, entry);
    }

    public void Said(string step, string line)
    {
        foreach (var observer in all)
            observer.Said(step, line);
    }
}
