using System.Globalization;
using System.Text;

namespace Cutover.Stacks;

/// <summary>The picture as one SVG file: boxes in columns, arrows from each column to the next.</summary>
public static class PictureSvg
{
    private const int Width = 340;
    private const int Gap = 150;
    private const int Row = 44;
    private const int Box = 30;
    private const int Head = 40;
    private const int Between = 24;

    private const string Style = """
        <style>
          text { font: 13px system-ui, sans-serif; fill: #1f2933 }
          .title { font-weight: 600; font-size: 15px }
          .said { font-size: 12px; fill: #52606d; stroke: #fff; stroke-width: 4px; paint-order: stroke; stroke-linejoin: round }
          .paper { fill: #fff }
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
        var tops = Tops(picture);
        var places = picture.Groups.SelectMany(group => group.Nodes.Select((node, row) =>
                KeyValuePair.Create(node.Id, new Place(group.Column, Left(group.Column), tops[group.Id] + Head + row * Row))))
            .ToDictionary(StringComparer.Ordinal);
        var columns = picture.Groups.Max(group => group.Column) + 1;
        var (width, height) = (Left(columns) - Gap + 120, picture.Groups.Max(group => tops[group.Id] + Height(group)) + 50);
        var text = new StringBuilder();
        text.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" ")
            .Append("role=\"img\">\n").Append($"<title>The estate of {Escaped(picture.Environment)}</title>\n").Append(Style)
            .Append($"<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n");
        foreach (var group in picture.Groups)
            Group(text, group, tops[group.Id]);

        var arrows = picture.Arrows.Where(arrow => places.ContainsKey(arrow.From) && places.ContainsKey(arrow.To)).ToList();
        foreach (var arrow in arrows)
        {
            text.Append($"<path class=\"{(arrow.IsUsed ? "used" : "closed")}\" d=\"{Path(places[arrow.From], places[arrow.To])}\" ")
                .Append("marker-end=\"url(#tip)\"/>\n");
        }

        foreach (var arrow in arrows.Where(arrow => arrow.Text.Length > 0))
            Said(text, arrow, places[arrow.From], places[arrow.To], arrows);
        text.Append($"<text class=\"said\" x=\"20\" y=\"{height - 16}\">")
            .Append("A full line is used now; a broken one is the way that opens with the flip.</text>\n");
        return text.Append("</svg>\n").ToString();
    }

    private static int Left(int column) => 20 + column * (Width + Gap);

    private static int Height(PictureGroup group) => Head + group.Nodes.Length * Row;

    private static Dictionary<string, int> Tops(EstatePicture picture) => picture.Groups.GroupBy(group => group.Column)
        .SelectMany(column => column.Select((group, at) =>
            (group.Id, Top: 20 + column.Take(at).Sum(above => Height(above) + Between))))
        .ToDictionary(found => found.Id, found => found.Top, StringComparer.Ordinal);

    private static void Group(StringBuilder text, PictureGroup group, int top)
    {
        var x = Left(group.Column);
        text.Append($"<rect class=\"group\" x=\"{x}\" y=\"{top}\" width=\"{Width}\" height=\"{Height(group)}\" rx=\"8\"/>\n");
        text.Append($"<text class=\"title\" x=\"{x + 10}\" y=\"{top + 24}\">{Escaped(group.Title)}</text>\n");
        for (var row = 0; row < group.Nodes.Length; row++)
        {
            var y = top + Head + row * Row;
            text.Append($"<rect class=\"node\" x=\"{x + 10}\" y=\"{y}\" width=\"{Width - 20}\" height=\"{Box}\" rx=\"4\"/>\n");
            text.Append($"<text x=\"{x + 18}\" y=\"{y + 20}\">{Escaped(group.Nodes[row].Text)}</text>\n");
        }
    }

    private static void Said(StringBuilder text, PictureArrow arrow, Place from, Place to, List<PictureArrow> all)
    {
        // Beside the end that it shares with fewest others, so that no two texts stand on each other.
        var atStart = all.Count(other => other.From == arrow.From) <= all.Count(other => other.To == arrow.To);
        var (x, y) = (from.Column == to.Column, atStart) switch
        {
            (true, _) => (from.Right + 34, (from.Middle + to.Middle) / 2 + 4),
            (false, true) => (from.Right + 8, from.Middle - 5),
            _ => (to.X + 2 - 9 * arrow.Text.Length, to.Middle - 5),
        };
        text.Append($"<text class=\"said\" x=\"{x}\" y=\"{y}\">{Escaped(arrow.Text)}</text>\n");
    }

    private static string Path(Place from, Place to)
    {
        if (from.Column != to.Column)
        {
            var bend = (to.X + 10 - from.Right) / 2;
            return Curve(from.Right, from.Middle, from.Right + bend, to.X + 10 - bend, to.X + 10, to.Middle);
        }

        // To the next below straight down; else round on the right.
        return to.Y - from.Y == Row
            ? string.Create(CultureInfo.InvariantCulture, $"M{from.X + 30} {from.Y + Box} V{to.Y}")
            : Curve(from.Right, from.Middle, from.Right + 40, from.Right + 40, to.Right, to.Middle);
    }

    private static string Curve(int x1, int y1, int bend1, int bend2, int x2, int y2) =>
        string.Create(CultureInfo.InvariantCulture, $"M{x1} {y1} C{bend1} {y1} {bend2} {y2} {x2} {y2}");

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private sealed record Place(int Column, int X, int Y)
    {
        public int Right => X + Width - 10;

        public int Middle => Y + Box / 2;
    }
}
