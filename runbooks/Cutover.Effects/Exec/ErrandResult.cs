namespace Cutover.Effects;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Output">The first and the last of what it wrote.</param>
/// <param name="Errors">The same of its errors.</param>
internal sealed record ErrandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>The last line it wrote to its errors, or else to its output, for a sentence about it.</summary>
    public string LastLine => Last(Errors) ?? Last(Output) ?? "it said nothing";

    private static string? Last(string text)
    {
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return line is { Length: > 300 } ? line[..300] : line;
    }
}
