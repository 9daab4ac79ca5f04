using System.Globalization;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>A run on something that is no terminal: one line per event, <c>HH:MM:SS.mmm  step  what</c>, in UTC.</summary>
internal sealed class PlainLines(TextWriter output, TimeProvider time) : IRunObserver
{
    /// <summary>An effect that says a lot is heard once a second.</summary>
    private static readonly TimeSpan Hush = TimeSpan.FromSeconds(1);

    private readonly Lock _oneAtATime = new();
    private readonly Dictionary<string, DateTimeOffset> _lastSaid = new(StringComparer.Ordinal);
    private int _cells;

    public void Recorded(RunState state, JournalEntry entry)
    {
        lock (_oneAtATime)
        {
            _cells = _cells > 0 ? _cells : state.Runbook.Steps.Concat(state.Runbook.BackSteps).Max(known => known.Id.Length);
            var (step, what) = EventText.Of(entry.Event);
            _lastSaid[step] = entry.At;
            Write(entry.At, step, what);
        }
    }

    public void Said(string step, string line)
    {
        lock (_oneAtATime)
        {
            var now = time.GetUtcNow();
            if (_lastSaid.TryGetValue(step, out var last) && now - last < Hush)
                return;

            _lastSaid[step] = now;
            Write(now, step, $"... {line}");
        }
    }

    /// <summary>A word about the run itself, always heard.</summary>
    public void Tell(string line)
    {
        lock (_oneAtATime)
            Write(time.GetUtcNow(), EventText.TheRun, line);
    }

    private void Write(DateTimeOffset at, string step, string what)
    {
        var when = at.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        output.WriteLine($"{when}  {step.PadRight(_cells)}  {EventText.Plain(what)}");
    }
}
