namespace Cutover.Lab;

/// <summary>
/// The users that the lab's user may have in a namespace of its own (subuid(5)): Postfix wants root, a user and a group for itself.
/// </summary>
internal static class SubordinateIds
{
    private const int Count = 65_536;
    private const int First = 100_000;
    private static readonly string[] Files = ["/etc/subuid", "/etc/subgid"];

    /// <summary>Gives the user a range that nobody has, unless there is one.</summary>
    public static async Task EnsureAsync(string user, CancellationToken cancellation)
    {
        if (Files.All(file => Ranges(file).Any(range => range.User == user)))
            return;
        var from = Files.SelectMany(Ranges).Select(range => range.From + range.Count).Append(First).Max();
        var range = $"{from}-{from + Count - 1}";
        await Shell.RunAsync("usermod", ["--add-subuids", range, "--add-subgids", range, user], cancellation);
    }

    private static IEnumerable<(string User, long From, long Count)> Ranges(string file) =>
        File.Exists(file)
            ? File.ReadAllLines(file).Select(line => line.Split(':')).Where(fields => fields.Length == 3)
                .Select(fields => (fields[0], long.Parse(fields[1]), long.Parse(fields[2])))
            : [];
}
