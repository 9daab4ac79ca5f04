using System.Globalization;
using System.Text;

namespace Cutover.Stacks;

/// <summary>The picture as one SVG file: a column for each group, arrows between what is in them.</summary>
public static class PictureSvg
{
    private const int Width = 390;
    private const int Gap = 110;
    private const int Row = 44;
    private const int Top = 70;

    private const string Style = """
        <style>
          text { font: 13px system-ui, sans-serif; fill: #1f2933 }
          .title { font-weight: 600; font-size: 15px }
          .group { fill: #f4f6f8; stroke: #cbd2d9 }
          .node { fill: #fff; stroke: #7b8794 }
          .used { stroke: #0b69a3; fill: none; stroke-width: 1.4 }
          .closed { stroke: #9aa5b1; fill: none; stroke-dasharray: 4 4 }
        </style>
        <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">
          <path d="M0 0 8 4 0 8z" fill="#52606d"/></marker></defs>

        """;

    public static string Of(EstatePicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var places = Places(picture);
        var (width, height) = (picture.Groups.Length * (Width + Gap), Top + picture.Groups.Max(group => group.Nodes.Length) * Row + 40);
        var text = new StringBuilder();
        text.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n");
        text.Append($"<title>The estate of {Escaped(picture.Environment)}</title>\n").Append(Style);
        for (var column = 0; column < picture.Groups.Length; column++)
            Group(text, picture.Groups[column], column);
        foreach (var arrow in picture.Arrows.Where(arrow => places.ContainsKey(arrow.From) && places.ContainsKey(arrow.To)))
            Arrow(text, arrow, places[arrow.From], places[arrow.To]);
        return text.Append("</svg>\n").ToString();
    }

    private static Dictionary<string, (int X, int Y)> Places(EstatePicture picture) => picture.Groups
        .SelectMany((group, column) => group.Nodes.Select((node, row) => (node.Id, X: Left(column), Y: Top + row * Row + 15)))
        .ToDictionary(place => place.Id, place => (place.X, place.Y), StringComparer.Ordinal);

    private static int Left(int column) => 20 + column * (Width + Gap);

    private static void Group(StringBuilder text, PictureGroup group, int column)
    {
        var (x, height) = (Left(column), group.Nodes.Length * Row + 40);
        text.Append($"<rect class=\"group\" x=\"{x - 10}\" y=\"{Top - 40}\" width=\"{Width}\" height=\"{height}\" rx=\"8\"/>\n");
        text.Append($"<text class=\"title\" x=\"{x}\" y=\"{Top - 18}\">{Escaped(group.Title)}</text>\n");
        for (var row = 0; row < group.Nodes.Length; row++)
        {
            var y = Top + row * Row;
            text.Append($"<rect class=\"node\" x=\"{x}\" y=\"{y}\" width=\"{Width - 20}\" height=\"30\" rx=\"4\"/>\n");
            text.Append($"<text x=\"{x + 8}\" y=\"{y + 20}\">{Escaped(group.Nodes[row].Text)}</text>\n");
        }
    }

    private static void Arrow(StringBuilder text, PictureArrow arrow, (int X, int Y) from, (int X, int Y) to)
    {
        // Within a column an arrow goes round on the right; between columns it leaves and arrives on the sides that face each other.
        var same = from.X == to.X;
        var (start, end) = from.X <= to.X ? (from.X + Width - 20, same ? to.X + Width - 20 : to.X) : (from.X, to.X + Width - 20);
        var bend = same ? 60 : (end - start) / 2;
        var path = string.Create(CultureInfo.InvariantCulture,
            $"M{start} {from.Y} C{start + bend} {from.Y} {end + (same ? bend : -bend)} {to.Y} {end} {to.Y}");
        text.Append($"<path class=\"{(arrow.IsUsed ? "used" : "closed")}\" d=\"{path}\" marker-end=\"url(#tip)\"/>\n");
        if (arrow.Text.Length > 0)
            text.Append(
                $"<text x=\"{(start + end) / 2 + (same ? 45 : 0)}\" y=\"{(from.Y + to.Y) / 2 - 4}\">{Escaped(arrow.Text)}</text>\n");
    }

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
