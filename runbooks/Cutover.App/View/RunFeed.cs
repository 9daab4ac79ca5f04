using System.Collections.Concurrent;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>The latest of a run, for a view on another thread.</summary>
internal sealed class RunFeed : IRunObserver
{
    private readonly ConcurrentDictionary<string, string> _said = new(StringComparer.Ordinal);
    private volatile RunState? _state;
    private volatile JournalEntry? _turned;

    public void Recorded(RunState state, JournalEntry entry)
    {
        switch (entry.Event)
        {
            case RunEvent.TurnBackBegan:
                _turned = entry;
                break;
            case RunEvent.StepDone done:
                _said.TryRemove(done.Step, out _);
                break;
        }

        _state = state;
    }

    public void Said(string step, string line) => _said[step] = EventText.Plain(line);

    /// <summary>What is so now, or null before the driver has begun.</summary>
    public RunNow? Now(string run, DateTimeOffset at, string? crowd) => _state is { } state
        ? new RunNow(run, state, at, new Dictionary<string, string>(_said, StringComparer.Ordinal), crowd) { TurnedAt = _turned?.At }
        : null;
}
