using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>unbound, which asks the servers of lab.test and caches; it may hold answers longer than their TTL.</summary>
internal sealed class UnboundResolver : IDisposable
{
    private readonly TestFolder _folder = new();
    private Daemon? _unbound;

    public string Server { get; private set; } = "";

    public static async Task<UnboundResolver> StartAsync(string address, int holdAtLeast, params KnotServer[] servers)
    {
        var resolver = new UnboundResolver();
        var port = Daemon.FreePort(address);
        resolver.Server = $"{address}:{port}";
        var stubs = string.Concat(servers.Select(server => $"  stub-addr: {server.Server.Replace(':', '@')}\n"));
        resolver._folder.Write("unbound.conf", $"""
            server:
              interface: {address}@{port}
              access-control: 127.0.0.0/8 allow
              do-not-query-localhost: no
              do-daemonize: no
              use-syslog: no
              username: ""
              chroot: ""
              directory: "{resolver._folder.Path}"
              pidfile: "{resolver._folder["unbound.pid"]}"
              module-config: "iterator"
              cache-min-ttl: {holdAtLeast}
              local-zone: "test." nodefault
              num-threads: 1
            remote-control:
              control-enable: no
            stub-zone:
              name: "lab.test"
            {stubs}
            """);
        resolver._unbound = await Daemon.StartAsync(address, port, "unbound", "-d", "-c", resolver._folder["unbound.conf"]);
        return resolver;
    }

    public void Dispose()
    {
        _unbound?.Dispose();
        _folder.Dispose();
    }
}
