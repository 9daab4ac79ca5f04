using System.Diagnostics;
using System.Globalization;

namespace Cutover.Lab;

/// <summary>Who listens where, from <c>/proc/net</c>.</summary>
internal static class PortTable
{
    private const string Listening = "0A";
    private const string UnconnectedDatagram = "07";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Refuses addresses that somebody else listens on, naming all of them, their holders and the mend. A process that is ending keeps its
    /// sockets a moment longer than it can be found: that moment is waited for.
    /// </summary>
    /// <exception cref="LabException">At least one is taken.</exception>
    public static async Task RefuseAsync(IReadOnlyCollection<Address> wanted, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var taken = Taken(wanted);
        while (taken.Any(each => each.Holder is null) && clock.Elapsed < s_patience)
        {
            await Task.Delay(50, cancellation);
            taken = Taken(wanted);
        }

        if (taken.Count == 0)
            return;
        var named = taken.Select(each => $"{each.Address} is taken by {each.Holder ?? "a process that only its user or root can see"}");
        throw new LabException(
            $"The lab cannot start: {string.Join("; ", named)}. End that process, or start the lab with another port offset.");
    }

    private static List<(Address Address, string? Holder)> Taken(IEnumerable<Address> wanted)
    {
        var held = Held();
        return
        [
            .. wanted.SelectMany(
                address => held.Where(entry => entry.Port == address.Port && (entry.Host == address.Host || entry.Host == "0.0.0.0"))
                    .Take(1)
                    .Select(entry => (address, Holder(entry.Inode)))),
        ];
    }

    private static List<(string Host, int Port, string Inode)> Held() =>
    [
        .. Table("/proc/net/tcp", Listening), .. Table("/proc/net/tcp6", Listening),
        .. Table("/proc/net/udp", UnconnectedDatagram), .. Table("/proc/net/udp6", UnconnectedDatagram),
    ];

    private static IEnumerable<(string Host, int Port, string Inode)> Table(string file, string state)
    {
        if (!File.Exists(file))
            yield break;
        foreach (var line in File.ReadLines(file).Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != state)
                continue;
            var local = fields[1].Split(':');
            yield return (Host(local[0]), int.Parse(local[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), fields[9]);
        }
    }

    /// <summary>The kernel prints an IPv4 address as one number in the machine's order; of IPv6 only "everywhere" matters here.</summary>
    private static string Host(string hex)
    {
        if (hex.Length > 8)
            return hex.All(c => c == '0') ? "0.0.0.0" : "an IPv6 address";
        var bytes = BitConverter.GetBytes(uint.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return string.Join('.', bytes);
    }

    private static string? Holder(string inode)
    {
        var socket = $"socket:[{inode}]";
        foreach (var process in ProcessEntry.All())
        {
            try
            {
                if (Directory.EnumerateFiles($"/proc/{process.Pid}/fd").Any(fd => new FileInfo(fd).LinkTarget == socket))
                    return $"process {process.Pid} ({Short(process.Command)})";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Not ours to look at, or gone.
            }
        }
        return null;
    }

    private static string Short(string command) => command.Length <= 120 ? command : command[..120] + "…";
}
