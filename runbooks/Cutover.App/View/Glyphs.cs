using Spectre.Console;

namespace Cutover.App;

/// <summary>The signs of the live view, for terminals with and without Unicode.</summary>
internal sealed record Glyphs(string Done, string Busy, string Asks, string Held, string Pending, string Skipped, string Undone)
{
    public static Glyphs Unicode { get; } = new("✓", "●", "?", "✗", "·", "-", "↩");

    public static Glyphs Ascii { get; } = new("+", "*", "?", "!", ".", "-", "<");

    public static Glyphs For(IAnsiConsole console) => console.Profile.Capabilities.Unicode ? Unicode : Ascii;
}
