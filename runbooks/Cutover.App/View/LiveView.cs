using Spectre.Console;

namespace Cutover.App;

/// <summary>Draws a run on a terminal, ten times a second, until the run lets go.</summary>
internal sealed class LiveView(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// Draws while the work goes on, and once more when it is over. A terminal that is gone ends the picture and never the work.
    /// </summary>
    /// <param name="work">The run.</param>
    /// <param name="look">What is so now, or null before there is anything to draw.</param>
    public async Task<T> WhileAsync<T>(Task<T> work, Func<DateTimeOffset, RunNow?> look)
    {
        try
        {
            await DrawAsync(work, look);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // It could not even be begun or cleared. What it would have shown is in the journal.
        }

        var result = await work;
        Try(() =>
        {
            if (look(time.GetUtcNow()) is { } last)
                console.Write(new Rows(Frame(last with { IsStopping = false }), Text.Empty));
        });
        return result;
    }

    /// <summary>Does not ask what came of the work.</summary>
    private async Task DrawAsync(Task work, Func<DateTimeOffset, RunNow?> look)
    {
        var display = console.Live(Text.Empty);
        display.Overflow = VerticalOverflow.Crop;
        display.AutoClear = true;
        await display.StartAsync(async live =>
        {
            do
            {
                Try(() => Draw(live, look));
                await Task.WhenAny(work, Task.Delay(Pause, time));
            }
            while (!work.IsCompleted);
        });
    }

    private void Draw(LiveDisplayContext live, Func<DateTimeOffset, RunNow?> look)
    {
        if (look(time.GetUtcNow()) is { } now)
            live.UpdateTarget(Frame(now));
    }

    /// <summary>One picture that fails is left out; the next may succeed.</summary>
    private static void Try(Action draw)
    {
        try
        {
            draw();
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // What it would have shown is in the journal.
        }
    }

    /// <summary>The last line of the terminal stays free, or it would scroll at every frame.</summary>
    private Lines Frame(RunNow now) =>
        new RunFrame(now, Glyphs.For(console)).Draw(Math.Max(4, console.Profile.Height - 1));
}
