using System.Text;

namespace Cutover.Redirects;

/// <summary>The lines of one configuration file: continued lines joined, white space trimmed, counted as httpd counts.</summary>
internal sealed class LineReader(string file, byte[] content, int maxLength)
{
    internal const int MaxLine = 16 * 1024 * 1024;

    /// <summary>httpd reads .htaccess lines into a buffer of this length (HUGE_STRING_LEN).</summary>
    internal const int MaxHtaccessLine = 8192;

    private readonly string text = Encoding.Latin1.GetString(content);
    private int at;

    internal string File { get; } = file;

    internal int Line { get; private set; }

    internal SourceLine Here => new(File, Line);

    /// <summary>The next line, or null at the end.</summary>
    internal string? Next()
    {
        if (at >= text.Length)
        {
            return null;
        }

        StringBuilder? joined = null;
        while (true)
        {
            Line++;
            var feed = text.IndexOf('\n', at);
            var end = feed < 0 ? text.Length : feed;
            var part = text.AsSpan(at, end - at);
            at = feed < 0 ? text.Length : feed + 1;
            if ((joined?.Length ?? 0) + part.Length >= maxLength)
            {
                throw new ConfigurationException(File, Line, "Line too long, maximum " + maxLength);
            }

            if (part.Contains('\0'))
            {
                throw new ConfigurationException(File, Line, "the line holds a zero byte", byApache: false);
            }

            if (feed >= 0 && Continued(part, out var kept))
            {
                (joined ??= new StringBuilder()).Append(kept);
                if (at >= text.Length)
                {
                    return Words.Trim(joined.ToString());
                }

                continue;
            }

            return Words.Trim(joined is null ? part.ToString() : joined.Append(part).ToString());
        }
    }

    private static bool Continued(ReadOnlySpan<char> part, out ReadOnlySpan<char> kept)
    {
        var line = part.EndsWith("\r") ? part[..^1] : part;
        kept = line.EndsWith("\\") ? line[..^1] : [];
        return line.EndsWith("\\");
    }
}
