using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cutover.Disk;

namespace Cutover.Redirects;

/// <summary>What an access log in the common or combined form holds, with or without the virtual host in front.</summary>
public sealed partial class AccessLog
{
    /// <summary>httpd takes no request line of more than 8,190 bytes, and a browser's name and referrer come on top.</summary>
    private const int LongestLine = 65_536;

    private const int LongestQuote = 80;

    private AccessLog()
    {
    }

    /// <summary>Its different requests of GET and HEAD.</summary>
    public required IReadOnlyList<Question> Questions { get; init; }

    /// <summary>How many requests a day count.</summary>
    public required int PerDay { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="path">The log.</param>
    /// <param name="host">The host of lines that name none.</param>
    /// <param name="counts">Which requests count for the number a day.</param>
    /// <param name="tell">Told how many lines are no request: a broken handshake, a scanner's bytes, a line of more than 64 KiB.</param>
    /// <exception cref="FormatException">No line is a request.</exception>
    public static AccessLog Read(string path, string host, Func<Question, bool> counts, TextWriter tell)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(tell);
        var seen = new HashSet<(string, string, string)>();
        var questions = new List<Question>();
        var (counted, first, last) = (0L, DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        var (lines, unread, firstUnread, quote) = (0, 0, 0, "");
        PlainFile.Require(path);
        foreach (var line in File.ReadLines(path, System.Text.Encoding.Latin1))
        {
            lines++;
            if (line.Length > LongestLine || Entry().Match(line) is not { Success: true } entry)
            {
                if (unread++ == 0)
                    (firstUnread, quote) = (lines, line[..Math.Min(line.Length, LongestQuote)]);
                continue;
            }

            var name = entry.Groups["host"] is { Success: true, Value: var own } ? own : host;
            var question = new Question { Method = entry.Groups["method"].Value, Host = name, Target = entry.Groups["target"].Value };
            counted += counts(question) ? 1 : 0;
            if (DateTimeOffset.TryParseExact(
                entry.Groups["time"].Value, "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            {
                (first, last) = (at < first ? at : first, at > last ? at : last);
            }

            if (question.Method is "GET" or "HEAD" && seen.Add((question.Method, name, question.Target)))
            {
                questions.Add(question);
            }
        }

        Judge(path, lines, unread, firstUnread, quote, tell);
        var days = last > first ? Math.Max(1, (last - first).TotalDays) : 1;
        return new() { Questions = questions, PerDay = (int)Math.Min(int.MaxValue, Math.Ceiling(counted / days)) };
    }

    private static void Judge(string path, int lines, int unread, int first, string quote, TextWriter tell)
    {
        if (unread == lines)
        {
            var seen = lines == 0 ? "it is empty" : $"{lines} lines, the first is '{JsonEncodedText.Encode(quote)}'";
            throw new FormatException($"{path} holds no request in the common or combined log format: {seen}.");
        }

        if (unread > 0)
            tell.WriteLine($"{path}: {unread} of {lines} lines are no request and were left out; the first is line {first}.");
    }

    [GeneratedRegex(
        """^(?:(?<host>[A-Za-z0-9.-]+)(?::\d+)? )?\S+ \S+ \S+ \[(?<time>[^\]]+)\] "(?<method>[A-Z]+) (?<target>\S+) HTTP/[\d.]+" """,
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
