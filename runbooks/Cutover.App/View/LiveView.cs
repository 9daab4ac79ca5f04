using Spectre.Console;

namespace Cutover.App;

/// <summary>Draws a run on a terminal, ten times a second, until the run lets go.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Draws while the work goes on, and once more when it is over.</summary>
    /// <param name="work">The run.</param>
    /// <param name="look">What is so now, or null before there is anything to draw.</param>
    public async Task<T> WhileAsync<T>(Task<T> work, Func<DateTimeOffset, RunNow?> look)
    {
        var display = console.Live(Text.Empty);
        display.Overflow = VerticalOverflow.Crop;
        return await display.StartAsync(async live =>
        {
            do
            {
                Draw(live, look);
                await Task.WhenAny(work, Task.Delay(Pause, time));
            }
            while (!work.IsCompleted);

            Draw(live, look);
            return await work;
        });
    }

    private void Draw(LiveDisplayContext live, Func<DateTimeOffset, RunNow?> look)
    {
        if (look(time.GetUtcNow()) is not { } now)
            return;

        // The last line stays free, or a terminal would scroll at every frame.
        var glyphs = console.Profile.Capabilities.Unicode ? Glyphs.Unicode : Glyphs.Ascii;
        live.UpdateTarget(new RunFrame(now, glyphs).Draw(Math.Max(4, console.Profile.Height - 1)));
    }
}
