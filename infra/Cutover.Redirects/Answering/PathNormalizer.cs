using System.Text;

namespace Cutover.Redirects;

/// <summary>What httpd does to a path before any rule sees it: ap_normalize_path and ap_unescape_url_ex.</summary>
internal static class PathNormalizer
{
    /// <summary>Dot segments removed, unreserved bytes decoded, slashes merged. Null where httpd answers 400.</summary>
    internal static string? Normalize(string text, bool mergeSlashes, bool decode = true)
    {
        var path = text.ToCharArray();
        if (path.Length == 0 || path[0] != '/')
        {
            return null;
        }

        var (read, write, ok) = (1, 1, true);
        char At(int index) => index < path.Length ? path[index] : '\0';
        while (At(read) != '\0')
        {
            if (decode && path[read] == '%')
            {
                if (IsHex(At(read + 1)) && IsHex(At(read + 2)))
                {
                    var c = (char)Convert.ToInt32(new string(path, read + 1, 2), 16);
                    if (Unreserved(c))
                    {
                        read += 2;
                        path[read] = c;
                    }
                }
                else
                {
                    ok = false;
                }
            }

            if (path[write - 1] == '/')
            {
                if (mergeSlashes && path[read] == '/')
                {
                    read++;
                    continue;
                }

                if (path[read] == '.' && Dots(path, ref read, ref write, decode, ref ok))
                {
                    continue;
                }
            }

            path[write++] = path[read++];
        }

        return ok ? new string(path, 0, write) : null;
    }

    private static bool Dots(char[] path, ref int read, ref int write, bool decode, ref bool ok)
    {
        bool Ends(int index) => index >= path.Length || path[index] == '/';
        char At(int index) => index < path.Length ? path[index] : '\0';
        if (Ends(read + 1))
        {
            read++;
            read += read < path.Length ? 1 : 0;
            return true;
        }

        var next = read + 1;
        if (At(next) != '.')
        {
            if (!decode || At(next) != '%' || At(++next) != '2' || At(++next) is not ('e' or 'E'))
            {
                return false;
            }
        }

        if (!Ends(next + 1))
        {
            return false;
        }

        if (write > 1)
        {
            do
            {
                write--;
            }
            while (write > 0 && path[write - 1] != '/');
        }
        else
        {
            ok = false;
        }

        read = next + 1;
        read += read < path.Length ? 1 : 0;
        return true;
    }

    /// <summary>Decodes %hh. The status is 0, 400 for a bad escape, or 404 for %00 and a forbidden %2F.</summary>
    internal static int Decode(string text, bool forbidSlashes, bool keepSlashes, out string decoded)
    {
        var result = new StringBuilder(text.Length);
        var (bad, forbidden) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }

            if (!Uris.IsHex(text, i + 1) || !Uris.IsHex(text, i + 2))
            {
                bad = true;
                result.Append('%');
                continue;
            }

            var c = (char)Convert.ToInt32(text.Substring(i + 1, 2), 16);
            forbidden |= c == '\0' || (forbidSlashes && c == '/');
            if (Unreserved(c) || (keepSlashes && !forbidSlashes && c == '/'))
            {
                result.Append(text, i, 3);
            }
            else
            {
                result.Append(c);
            }

            i += 2;
        }

        decoded = result.ToString();
        return bad ? 400 : forbidden ? 404 : 0;
    }

    private static bool Unreserved(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    private static bool IsHex(char c) => char.IsAsciiHexDigit(c);
}
