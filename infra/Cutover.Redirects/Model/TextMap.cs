using System.Text;

namespace Cutover.Redirects;

/// <summary>Reads a txt RewriteMap (lookup_map_txtfile): the first line whose first word is the key gives its second.</summary>
internal static class TextMap
{
    /// <summary>httpd reads lines into a buffer of this length; what is longer counts as further lines.</summary>
    private const int MaxLine = 1024;

    internal static Dictionary<string, string> Read(ISiteFiles files, string path)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var whole in Encoding.Latin1.GetString(files.Read(path)).Split('\n'))
        {
            var text = whole + "\n";
            for (var at = 0; at < text.Length; at += MaxLine)
            {
                Line(text[at..Math.Min(text.Length, at + MaxLine)], map);
            }
        }

        return map;
    }

    private static void Line(string line, Dictionary<string, string> map)
    {
        if (line[0] == '#' || Words.IsSpace(line[0]))
        {
            return;
        }

        var end = 0;
        while (end < line.Length && !Words.IsSpace(line[end]))
        {
            end++;
        }

        var value = end;
        while (value < line.Length && Words.IsSpace(line[value]))
        {
            value++;
        }

        var stop = value;
        while (stop < line.Length && !Words.IsSpace(line[stop]))
        {
            stop++;
        }

        if (end < line.Length && stop > value)
        {
            map.TryAdd(line[..end], line[value..stop]);
        }
    }
}
