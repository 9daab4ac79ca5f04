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
        display.AutoClear = true;
        var result = await display.StartAsync(async live =>
        {
            do
            {
                Draw(live, look);
                await Task.WhenAny(work, Task.Delay(Pause, time));
            }
            while (!work.IsCompleted);

            return await work;
        });
        if (look(time.GetUtcNow()) is { } last)
            console.Write(new Rows(Frame(last with { IsStopping = false }), Text.Empty));

        return result;
    }

    private void Draw(LiveDisplayContext live, Func<DateTimeOffset, RunNow?> look)
    {
        if (look(time.GetUtcNow()) is { } now)
            live.UpdateTarget(Frame(now));
    }

    /// <summary>The last line of the terminal stays free, or it would scroll at every frame.</summary>
    private Lines Frame(RunNow now) =>
        new RunFrame(now, Glyphs.For(console)).Draw(Math.Max(4, console.Profile.Height - 1));
}
