using System.Globalization;
using System.Text;

namespace Cutover.Redirects;

/// <summary>
/// What Cloudflare makes of a URL before a Worker sees it (zone setting "Normalize incoming URLs", type Cloudflare:
/// developers.cloudflare.com/rules/normalization/how-it-works): backslashes become slashes, runs of slashes one, dot segments go,
/// unreserved
/// bytes are decoded, all others written as %HH in upper case. The query stays as it is.
/// </summary>
public static class EdgeUrl
{
    /// <summary>Normalises a request target: a path with its query, as bytes.</summary>
    public static string Normalise(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (target, "") : (target[..mark], target[mark..]);
        var text = new StringBuilder();
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == '%' && Uris.IsHex(path, i + 1) && Uris.IsHex(path, i + 2))
            {
                var c = (char)Convert.ToInt32(path.Substring(i + 1, 2), 16);
                text.Append(Unreserved(c) ? c.ToString() : path.Substring(i, 3).ToUpperInvariant());
                i += 2;
            }
            else
            {
                text.Append(path[i] == '\\' ? "/" : Kept(path[i]) ? path[i].ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"%{(int)path[i]:X2}"));
            }
        }

        return Segments(text.ToString()) + query;
    }

    private static string Segments(string path)
    {
        var kept = new List<string>();
        var parts = path.Split('/');
        foreach (var part in parts)
        {
            if (part == "..")
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (part is not ("" or "."))
            {
                kept.Add(part);
            }
        }

        var clean = "/" + string.Join('/', kept);
        return parts[^1] is "" or "." or ".." && clean != "/" ? clean + "/" : clean;
    }

    private static bool Unreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    private static bool Kept(char c) => c is > ' ' and < '\u007f' and not ('"' or '<' or '>' or '^' or '`' or '{' or '|' or '}');
}
