using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cutover.App;

/// <summary>One line of the live view, in pieces. Never wraps: what is too long ends in an ellipsis.</summary>
/// <param name="Weight">How readily it is left out where the terminal is too low; 0 stays.</param>
/// <param name="Pieces">The texts with their styles.</param>
internal sealed record StyledLine(int Weight, params IReadOnlyList<Segment> Pieces)
{
    public static Style Quiet { get; } = new(Color.Grey);

    public static Style Good { get; } = new(Color.Green);

    public static Style Bad { get; } = new(Color.Red, decoration: Decoration.Bold);

    public static Style Busy { get; } = new(Color.Aqua);

    public static Style Asks { get; } = new(Color.Yellow);

    public static Style Strong { get; } = new(decoration: Decoration.Bold);

    public static Segment Piece(string text, Style? style = null) => new(EventText.Plain(text), style ?? Style.Plain);

    /// <summary>Exactly so many cells: padded, or cut with an ellipsis.</summary>
    public static Segment Fixed(string text, int cells, Style? style = null, bool right = false)
    {
        var piece = Piece(text, style);
        if (piece.CellCount() > cells)
            return new Segment(Cut([piece], cells)[0].Text + "…", piece.Style);

        var pad = new string(' ', cells - piece.CellCount());
        return new Segment(right ? pad + piece.Text : piece.Text + pad, piece.Style);
    }

    /// <summary>The pieces, in at most so many cells.</summary>
    public IEnumerable<Segment> Within(int cells) =>
        Segment.CellCount(Pieces) <= cells ? Pieces : [.. Cut(Pieces, cells), new Segment("…")];

    /// <summary>As much as leaves one cell for the ellipsis.</summary>
    private static List<Segment> Cut(IEnumerable<Segment> pieces, int cells)
    {
        var left = Math.Max(0, cells - 1);
        var kept = new List<Segment>();
        foreach (var piece in pieces)
        {
            if (Segment.Truncate(piece, left) is not { } part)
                break;

            kept.Add(part);
            left -= part.CellCount();
        }

        return kept.Count > 0 ? kept : [new Segment("")];
    }
}
