using System.Text.RegularExpressions;

namespace Cutover.Stacks;

/// <summary>Changes values in the text of a stack's config and nothing else: comments and layout stay, as with Pulumi's own.</summary>
public static partial class ConfigText
{
    /// <param name="file">The file, as people know it.</param>
    /// <param name="text">What is in it.</param>
    /// <param name="values">By key below the project's name; an entry of a map by its path, such as <c>origin.www</c>.</param>
    /// <exception cref="StackConfigException">A key is not there, or a value is no word.</exception>
    public static string With(string file, string text, IEnumerable<KeyValuePair<string, string>> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var lines = (text ?? "").Split('\n');
        foreach (var (key, value) in values)
        {
            if (!Word().IsMatch(value))
                throw new StackConfigException($"'{value}' cannot be set for ietf:{key} in {file}: a value is a word such as new or true.");

            var at = Find(lines, key) ?? throw new StackConfigException($"ietf:{key} is not in {file}; there it must be to be changed.");
            lines[at] = Value().Replace(lines[at], match => $"{match.Groups["key"].Value}{value}{match.Groups["rest"].Value}");
        }

        return string.Join('\n', lines);
    }

    private static int? Find(string[] lines, string key)
    {
        var parts = key.Split('.', 2);
        var head = Array.FindIndex(lines, line => line.TrimStart().StartsWith($"ietf:{parts[0]}:", StringComparison.Ordinal));
        if (head < 0 || parts.Length == 1)
            return head < 0 ? null : head;

        var depth = Depth(lines[head]);
        for (var i = head + 1; i < lines.Length && (lines[i].Trim().Length == 0 || Depth(lines[i]) > depth); i++)
        {
            if (lines[i].TrimStart().StartsWith($"{parts[1]}:", StringComparison.Ordinal))
                return i;
        }

        return null;
    }

    private static int Depth(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"^(?<key>\s*[A-Za-z:-]+:\s+)\S+(?<rest>.*)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Value();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9.-]*\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
