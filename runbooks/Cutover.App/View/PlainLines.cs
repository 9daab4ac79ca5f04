using System.Globalization;
using Cutover.Engine;

namespace Cutover.App;

/// <summary>A run on something that is no terminal: one line per event, <c>HH:MM:SS.mmm  step  what</c>, in UTC.</summary>
internal sealed class PlainLines(TextWriter output, TimeProvider time) : IRunObserver
{
    private readonly Lock _oneAtATime = new();

    public void Recorded(RunState state, JournalEntry entry)
    {
        var (step, what) = EventText.Of(entry.Event);
        Write(entry.At, step, what);
    }

    public void Said(string step, string line) => Write(time.GetUtcNow(), step, $"  {line}");

    private void Write(DateTimeOffset at, string step, string what)
    {
        lock (_oneAtATime)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:HH:mm:ss.fff}  {step}  {EventText.Plain(what)}"));
    }
}
