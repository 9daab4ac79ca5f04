using System.Globalization;

namespace Cutover.Lab;

/// <summary>
/// Hosts apart: a network namespace for each, on one bridge that this machine is on as well. Their addresses are of 127.0.0.0/8 although
/// they are not this machine's (route_localnet, the kernel's ip-sysctl), so nothing of the lab can be reached from outside, and whatever
/// allows loopback alone allows the lab's hosts.
/// </summary>
internal sealed class LabNetwork(LabEstate estate)
{
    private const int OffsetsOfOne = 200;
    private const string Prefix = "cutover-";
    private const string OwnDevice = "eth0";

    /// <summary>A locally administered address (IEEE 802) that no device here has.</summary>
    private const string Nobody = "02:00:00:00:00:00";

    private string Bridge => $"{Prefix}{estate.Network}";

    private string Range => RangeOf(estate.Network);

    private LabHost Operator => estate.Hosts[0];

    private IEnumerable<LabHost> Others => estate.Hosts.Skip(1);

    /// <summary>Labs whose port offsets are near to each other have the same network, and cannot be up at once.</summary>
    public static int NumberOf(int portOffset) => 1 + (portOffset / OffsetsOfOne);

    /// <summary>Held by whoever makes or removes this network: a namespace that nobody has entered yet looks like an old one.</summary>
    public static string LockOf(int network) => $"/run/{Prefix}network-{network}.lock";

    /// <summary>What to tell who finds it held.</summary>
    public static string InUse(LabEstate estate) =>
        $"The network {RangeOf(estate.Network)} is another lab's, which is being brought up or down: wait for it, or give this one a port "
        + $"offset that is {OffsetsOfOne} away.";

    /// <summary>The namespace of a host's address; null where the host is this machine.</summary>
    public static string? NamespaceOf(string? address) =>
        address?.Split('.') is ["127", not "0" and var network, _, not "1" and var host] ? $"{Prefix}{network}-{host}" : null;

    /// <summary>Whether this machine lets us make network namespaces: only root may, and not in every container.</summary>
    public static bool IsPossible()
    {
        if (!Environment.IsPrivilegedProcess)
            return false;
        using var tried = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("unshare", ["--net", "--", "true"])
            {
                RedirectStandardError = true,
                UseShellExecute = false,
            });
        tried?.WaitForExit();
        return tried?.ExitCode == 0;
    }

    /// <summary>Makes all of it anew.</summary>
    /// <exception cref="LabException">Another lab has this network, or the kernel refuses.</exception>
    public async Task MakeAsync(CancellationToken cancellation)
    {
        if (estate.Network == 0)
            return;
        await RemoveAsync(cancellation);
        var (code, _, errors) = await Shell.TryAsync(
            "ip", ["link", "add", "name", Bridge, "address", Hardware(Operator), "type", "bridge", "forward_delay", "0"], cancellation);
        if (code != 0)
            throw new LabException(
                $"A network for the lab's hosts cannot be made here ({Shell.LastLines(errors)}): as root with CAP_NET_ADMIN it can, or set "
                + "CUTOVER_LAB_HOSTS=shared to have them share this machine's loopback.");
        await File.WriteAllTextAsync($"/proc/sys/net/ipv4/conf/{Bridge}/route_localnet", "1", cancellation);
        await IpAsync(["link", "set", Bridge, "up"], cancellation);
        await IpAsync(["address", "add", $"{Operator.Address}/32", "dev", Bridge], cancellation);
        await IpAsync(["route", "add", Range, "dev", Bridge, "src", Operator.Address, "table", "local"], cancellation);
        await Task.WhenAll(Others.Select(host => MakeAsync(host, cancellation)));
    }

    /// <summary>Makes it where a restart of the machine has taken it away.</summary>
    public Task EnsureAsync(CancellationToken cancellation) =>
        Directory.Exists($"/sys/class/net/{Bridge}") ? Task.CompletedTask : MakeAsync(cancellation);

    /// <summary>Takes it away; every process in it has ended.</summary>
    /// <exception cref="LabException">Somebody is still in it.</exception>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        if (estate.Network == 0)
            return;
        foreach (var host in Others)
        {
            var name = NamespaceOf(host.Address)!;
            if (!File.Exists($"/run/netns/{name}"))
                continue;
            if (await IpAsync(["netns", "pids", name], cancellation) is { Length: > 0 } pids)
                throw new LabException(
                    $"The network {Range} is another lab's (process {string.Join(", ", pids.Split('\n'))}): take that one down, or give "
                    + $"this one a port offset that is {OffsetsOfOne} away.");

            // The kernel takes a namespace apart when it comes to it, its devices among it: the next lab is not to meet them.
            if (Directory.Exists($"/sys/class/net/{Port(host)}"))
                await IpAsync(["link", "delete", Port(host)], cancellation);
            await IpAsync(["netns", "delete", name], cancellation);
        }

        if (Directory.Exists($"/sys/class/net/{Bridge}"))
            await IpAsync(["link", "delete", Bridge], cancellation);
    }

    /// <summary>From here on nothing that one host sends reaches the other, in both directions, without a word to either.</summary>
    /// <exception cref="LabException">There is no such host, or they are not apart.</exception>
    public async Task CutAsync(string one, string other, CancellationToken cancellation)
    {
        foreach (var (from, to) in BothWays(one, other))
            await IpAsync(
                [.. In(from), "neighbour", "replace", to.Address, "lladdr", Nobody, "dev", Device(from), "nud", "permanent"], cancellation);
    }

    /// <summary>They reach each other again. Nothing happens where they did.</summary>
    /// <exception cref="LabException">There is no such host, or they are not apart.</exception>
    public async Task MendAsync(string one, string other, CancellationToken cancellation)
    {
        foreach (var (from, to) in BothWays(one, other))
            await Shell.TryAsync("ip", [.. In(from), "neighbour", "delete", to.Address, "dev", Device(from)], cancellation);
    }

    private IEnumerable<(LabHost From, LabHost To)> BothWays(string one, string other)
    {
        if (estate.Network == 0)
            throw new LabException(
                "The lab's hosts share this machine's addresses and cannot be cut off: start it as root, with its hosts apart.");
        var (first, second) = (Find(one), Find(other));
        return [(first, second), (second, first)];
    }

    private static string RangeOf(int network) => $"127.{network}.0.0/16";

    private string Port(LabHost host) => $"c{estate.Network}h{Number(host)}";

    /// <summary>
    /// Always the same, so that nobody remembers a wrong one; a bridge left to itself takes that of one of its ports, whichever they are.
    /// </summary>
    private string Hardware(LabHost host) =>
        string.Create(CultureInfo.InvariantCulture, $"02:7f:00:00:{estate.Network:x2}:{byte.Parse(Number(host)):x2}");

    private static string Number(LabHost host) => host.Address.Split('.')[^1];

    private string Device(LabHost host) => host == Operator ? Bridge : OwnDevice;

    private LabHost Find(string name) =>
        estate.Hosts.FirstOrDefault(host => host.Name == name)
        ?? throw new LabException($"The lab has no host {name}; it has {string.Join(", ", estate.Hosts.Select(host => host.Name))}.");

    private static string[] In(LabHost host) => NamespaceOf(host.Address) is { } name ? ["-n", name] : [];

    private async Task MakeAsync(LabHost host, CancellationToken cancellation)
    {
        var name = NamespaceOf(host.Address)!;
        await IpAsync(["netns", "add", name], cancellation);
        await IpAsync(
            ["link", "add", "name", Port(host), "type", "veth", "peer", "name", OwnDevice, "address", Hardware(host), "netns", name],
            cancellation);
        await IpAsync(["link", "set", Port(host), "master", Bridge, "up"], cancellation);

        // What is below /proc/sys/net is the namespace's of whoever opens it.
        await Shell.RunAsync(
            "nsenter",
            [
                $"--net=/run/netns/{name}", "--", "sh", "-e", "-c",
                """
                echo 1 >/proc/sys/net/ipv4/conf/eth0/route_localnet
                ip link set lo up
                ip link set eth0 up
                ip address add "$1/32" dev eth0
                ip route add "$2" dev eth0 src "$1" table local
                """,
                "host", host.Address, Range,
            ],
            cancellation);
    }

    private static async Task<string> IpAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        (await Shell.RunAsync("ip", arguments, cancellation)).Trim();
}
