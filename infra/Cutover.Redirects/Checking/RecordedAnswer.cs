using System.Globalization;
using System.Text;
using Cutover.Disk;

namespace Cutover.Redirects;

/// <summary>A question and the answer it is to have.</summary>
/// <param name="Question">What is asked.</param>
/// <param name="Status">The status.</param>
/// <param name="Location">The Location header, or null.</param>
public sealed record RecordedAnswer(Question Question, int Status, string? Location)
{
    private const string None = "-";
    private const int LongestShown = 100;

    /// <summary>Reads a file of them: a line each, parted by tabs: method, host, target, status, location or -, then headers.</summary>
    /// <exception cref="FormatException">A line is not one; the message names it.</exception>
    /// <exception cref="IOException">It cannot be read, or is no file.</exception>
    public static IReadOnlyList<RecordedAnswer> Read(string path)
    {
        var recorded = new List<RecordedAnswer>();
        foreach (var (number, line) in Encoding.Latin1.GetString(PlainFile.Read(path)).Split('\n').Index())
        {
            if (line.Length > 0 && line[0] != '#')
            {
                recorded.Add(Line(line) ?? throw new FormatException(
                    $"{path}:{number + 1} should hold method, host, target, status and location parted by tabs, "
                    + $"and reads '{Shown(line)}'."));
            }
        }

        return recorded.Count > 0 ? recorded
            : throw new FormatException($"{path} holds no recorded answer, so nothing could be compared; record some with --record.");
    }

    private static string Shown(string line) =>
        new([.. line.Take(LongestShown).Select(c => c == '\t' || (c >= ' ' && c <= '~') ? c : '?')]);

    /// <summary>Writes such a file.</summary>
    public static void Write(string path, IEnumerable<RecordedAnswer> recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var lines = recorded.Select(one => string.Join('\t',
        [
            one.Question.Method, one.Question.Host ?? None, one.Question.Target, one.Status.ToString(CultureInfo.InvariantCulture),
            one.Location ?? None, .. one.Question.Headers.Select(header => $"{header.Key}: {header.Value}"),
        ]));
        var text = "# method\thost\ttarget\tstatus\tlocation\theaders\n" + string.Concat(lines.Select(line => line + "\n"));
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(text));
    }

    private static RecordedAnswer? Line(string line)
    {
        var words = line.Split('\t');
        if (words.Length < 5 || !int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        var headers = words.Skip(5).Select(word => word.Split(": ", 2)).ToList();
        var question = new Question
        {
            Method = words[0],
            Host = words[1] == None ? null : words[1],
            Target = words[2],
            Headers = [.. headers.Where(pair => pair.Length == 2).Select(pair => KeyValuePair.Create(pair[0], pair[1]))],
        };
        return headers.TrueForAll(pair => pair.Length == 2) ? new(question, status, words[4] == None ? null : words[4]) : null;
    }
}
