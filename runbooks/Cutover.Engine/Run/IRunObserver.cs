namespace Cutover.Engine;

/// <summary>
/// Watches a run in the driver's process: the live view, the plain lines. It is called on the runner's context and must return quickly.
/// </summary>
public interface IRunObserver
{
    /// <summary>An event was recorded; <paramref name="state"/> is the state after it.</summary>
    void Recorded(RunState state, JournalEntry entry);

    /// <summary>An effect says how far it is.</summary>
    void Said(string step, string line);
}
