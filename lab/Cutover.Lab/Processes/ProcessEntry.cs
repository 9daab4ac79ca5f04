using System.Text;

namespace Cutover.Lab;

/// <summary>One process as <c>/proc</c> shows it (proc(5)).</summary>
/// <param name="Pid">Its number.</param>
/// <param name="Session">The number of its session's leader.</param>
/// <param name="Started">In clock ticks since boot; with the number it names a process for good.</param>
/// <param name="User">The user it runs as.</param>
/// <param name="Name">The program's name, cut by the kernel to 15 characters.</param>
internal sealed record ProcessEntry(int Pid, int Session, ulong Started, uint User, string Name)
{
    private const int SessionField = 3;
    private const int StartedField = 19;

    /// <summary>All processes that are alive; zombies are not.</summary>
    public static IEnumerable<ProcessEntry> All() =>
        Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), out var pid) ? Of(pid) : null)
            .OfType<ProcessEntry>();

    /// <summary>The process of that number, or null when there is none alive.</summary>
    public static ProcessEntry? Of(int pid)
    {
        if (Read($"/proc/{pid}/stat") is not { } stat || Read($"/proc/{pid}/status") is not { } status)
            return null;
        // The name stands in parentheses and may hold anything, also parentheses and spaces.
        var end = stat.LastIndexOf(')');
        var fields = stat[(end + 2)..].Split(' ');
        var user = status.Split('\n').First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];
        return fields[0] is "Z" or "X"
            ? null
            : new ProcessEntry(pid, int.Parse(fields[SessionField]), ulong.Parse(fields[StartedField]), uint.Parse(user),
                stat[(stat.IndexOf('(') + 1)..end]);
    }

    /// <summary>Its command line, for people.</summary>
    public string Command =>
        (Read($"/proc/{Pid}/cmdline") ?? "").Replace('\0', ' ').Trim() is { Length: > 0 } line ? line : "a process without a name";

    /// <summary>Whether its environment holds exactly this <c>NAME=value</c>.</summary>
    public bool Carries(string variable) => (Read($"/proc/{Pid}/environ") ?? "").Split('\0').Contains(variable, StringComparer.Ordinal);

    /// <summary>The directory it works in, or null when it cannot be seen.</summary>
    public string? WorkingDirectory
    {
        get
        {
            try
            {
                return new FileInfo($"/proc/{Pid}/cwd").LinkTarget;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    private static string? Read(string file)
    {
        try
        {
            return File.ReadAllText(file, Encoding.Latin1);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended between being listed and being read, or is not ours to look at.
            return null;
        }
    }
}
