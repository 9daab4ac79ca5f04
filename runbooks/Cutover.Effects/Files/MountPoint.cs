using System.Text;

namespace Cutover.Effects;

/// <summary>A mount as its host's kernel tells it: one line of <c>/proc/PID/mountinfo</c> (proc(5)).</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="IsWhole">Whether it shows a whole file system, and not a directory of one.</param>
/// <param name="IsReadOnly">Whether nothing can be written through it.</param>
internal sealed record MountPoint(string Path, bool IsWhole, bool IsReadOnly)
{
    private const string ReadOnly = "ro";

    /// <summary>What is mounted at a path itself; null where it is a directory like any other. Of several, the last is on top.</summary>
    public static MountPoint? At(string path, string mountinfo) =>
        mountinfo.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).LastOrDefault(mount => mount?.Path == path);

    private static MountPoint? Parse(string line)
    {
        var fields = line.Split(' ');
        var end = Array.IndexOf(fields, "-");
        return end < 6 || fields.Length < end + 4
            ? null
            : new MountPoint(
                Unescaped(fields[4]), fields[3] == "/",
                fields[5].Split(',').Contains(ReadOnly) || fields[end + 3].Split(',').Contains(ReadOnly));
    }

    /// <summary>Space, tab, newline and backslash are written in octal.</summary>
    private static string Unescaped(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isEscape = text[at] == '\\' && at + 3 < text.Length && text.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0;
            plain.Append(isEscape ? (char)Convert.ToInt32(text.Substring(at + 1, 3), 8) : text[at]);
            at += isEscape ? 3 : 0;
        }

        return plain.ToString();
    }
}
