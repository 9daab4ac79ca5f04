using Spectre.Console.Rendering;

namespace Cutover.App;

/// <summary>Lines of text that keep to the terminal: never wider, never higher.</summary>
internal sealed class Lines(IReadOnlyList<StyledLine> all, int height) : Renderable
{
    protected override IEnumerable<Segment> Render(RenderOptions options, int maxWidth)
    {
        var first = true;
        foreach (var line in Fitting())
        {
            if (!first)
                yield return Segment.LineBreak;

            first = false;
            foreach (var piece in line.Within(maxWidth))
                yield return piece;
        }
    }

    /// <summary>What is left when the heaviest lines, the lowest first, have been taken out until the rest fits.</summary>
    private List<StyledLine> Fitting()
    {
        if (all.Count <= height)
            return [.. all];

        var room = Math.Max(1, height - 1);
        var kept = all.Select((line, i) => (line, i))
            .OrderBy(entry => entry.line.Weight)
            .ThenBy(entry => entry.i)
            .Take(room)
            .OrderBy(entry => entry.i)
            .Select(entry => entry.line)
            .ToList();
        kept.Add(new StyledLine(0, StyledLine.Piece($" … {all.Count - room} more lines: ./cutover status", StyledLine.Quiet)));
        return kept;
    }
}
