using System.Globalization;
using System.Text.RegularExpressions;
using Cutover.Disk;

namespace Cutover.Redirects;

/// <summary>Reads an access log in the common or combined form, with or without the virtual host in front.</summary>
public static partial class AccessLog
{
    /// <summary>httpd takes no request line of more than 8,190 bytes, and a browser's name and referrer come on top.</summary>
    private const int LongestLine = 65_536;

    /// <summary>The different requests of a log, as questions, and how many requests a day it holds.</summary>
    /// <param name="path">The log.</param>
    /// <param name="host">The host of lines that name none.</param>
    /// <param name="counts">Which requests count for the number a day.</param>
    public static (IReadOnlyList<Question> Questions, int PerDay) Read(string path, string host, Func<Question, bool> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var seen = new HashSet<(string, string, string)>();
        var questions = new List<Question>();
        var (counted, first, last) = (0L, DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
        PlainFile.Require(path);
        foreach (var line in File.ReadLines(path, System.Text.Encoding.Latin1))
        {
            if (line.Length > LongestLine || Entry().Match(line) is not { Success: true } entry)
            {
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

        var days = last > first ? Math.Max(1, (last - first).TotalDays) : 1;
        return (questions, (int)Math.Min(int.MaxValue, Math.Ceiling(counted / days)));
    }

    [GeneratedRegex(
        """^(?:(?<host>[A-Za-z0-9.-]+)(?::\d+)? )?\S+ \S+ \S+ \[(?<time>[^\]]+)\] "(?<method>[A-Z]+) (?<target>\S+) HTTP/[\d.]+" """,
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Entry();
}
