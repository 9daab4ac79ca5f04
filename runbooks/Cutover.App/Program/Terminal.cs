using Spectre.Console;

namespace Cutover.App;

/// <summary>Where a command writes: results to the output, sentences about failures to the error stream.</summary>
/// <param name="Console">For what is drawn.</param>
/// <param name="Out">For plain lines and data; the same stream as the console's.</param>
/// <param name="Error">For what went wrong.</param>
internal sealed record Terminal(IAnsiConsole Console, TextWriter Out, TextWriter Error)
{
    /// <summary>The width that tables are drawn for where nobody watches.</summary>
    private const int UnwatchedWidth = 200;

    /// <summary>Whether a picture can be redrawn in place.</summary>
    public bool CanDraw => Console.Profile is { Out.IsTerminal: true, Capabilities.Ansi: true };

    public static Terminal Standard()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = UnwatchedWidth;

        return new Terminal(console, System.Console.Out, System.Console.Error);
    }
}
