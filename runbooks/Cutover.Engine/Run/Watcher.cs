namespace Cutover.Engine;

/// <summary>Tells the observer, and survives it: a terminal that went away must not stop a night.</summary>
internal sealed class Watcher(IRunObserver observer)
{
    public void Recorded(RunState state, JournalEntry entry) => Tell(() => observer.Recorded(state, entry));

    public void Said(string step, string line) => Tell(() => observer.Said(step, line));

    private static void Tell(Action tell)
    {
        try
        {
            tell();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // What it would have shown is in the journal.
        }
    }
}
