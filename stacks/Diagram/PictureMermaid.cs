using System.Text;

namespace Cutover.Stacks;

/// <summary>The picture as a Mermaid flowchart, which GitHub draws.</summary>
public static class PictureMermaid
{
    public static string Of(EstatePicture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var text = new StringBuilder("flowchart LR\n");
        foreach (var group in picture.Groups)
        {
            text.Append($"  subgraph {Id(group.Id)}_box[\"{Text(group.Title)}\"]\n");
            foreach (var node in group.Nodes)
                text.Append($"    {Id(node.Id)}[\"{Text(node.Text)}\"]\n");
            text.Append("  end\n");
        }

        foreach (var arrow in picture.Arrows)
        {
            var line = arrow.IsUsed ? "-->" : "-.->";
            text.Append($"  {Id(arrow.From)} {line}{(arrow.Text.Length > 0 ? $"|{Text(arrow.Text)}|" : "")} {Id(arrow.To)}\n");
        }

        return text.ToString();
    }

    // Mermaid's ids are words, and `end` is one of its own.
    private static string Id(string id) => "n_" + string.Concat(id.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));

    private static string Text(string text) =>
        text.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("|", "/", StringComparison.Ordinal);
}
