using Cutover.Tests;

namespace Cutover.Rehearsals;

/// <summary>Knot, authoritative for lab.test; a primary that takes updates, or a secondary that follows one.</summary>
internal sealed class KnotServer : IDisposable
{
    private const string Secret = "fbVsAhahfkpLhmzoBGytK50z1J4X8+6fNK2JLMJNrBg=";

    private readonly TestFolder _folder = new();
    private readonly string _address;
    private readonly int _port;
    private Daemon? _knot;

    private KnotServer(string address, int port)
    {
        _address = address;
        _port = port;
        KeyFile = _folder.Write("update.key", $"hmac-sha256:cut:{Secret}\n");
    }

    public string Server => $"{_address}:{_port}";

    public string KeyFile { get; }

    /// <summary>A primary; it notifies a secondary that is to come at another address and the same port.</summary>
    public static async Task<KnotServer> PrimaryAsync(string address, string? secondary = null, int ttl = 300)
    {
        var knot = new KnotServer(address, Daemon.FreePort(address));
        knot.Zone(ttl);
        var notify = secondary is null ? "" : "    notify: other\n";
        var remote = secondary is null ? "" : $"remote:\n  - id: other\n    address: {secondary}@{knot._port}\n    key: cut\n";
        knot.Configure(remote, $"    acl: [update]\n{notify}");
        await knot.UpAsync();
        return knot;
    }

    public static async Task<KnotServer> SecondaryAsync(string address, KnotServer primary)
    {
        var knot = new KnotServer(address, primary._port);
        knot.Configure(
            $"remote:\n  - id: other\n    address: {primary._address}@{primary._port}\n    key: cut\n",
            "    master: other\n    acl: [notify]\n");
        await knot.UpAsync();
        return knot;
    }

    public async Task UpAsync() => _knot = await Daemon.StartAsync(_address, _port, "knotd", "-c", _folder["knot.conf"]);

    public void Down()
    {
        _knot?.Dispose();
        _knot = null;
    }

    public void Dispose()
    {
        Down();
        _folder.Dispose();
    }

    private void Zone(int ttl) => _folder.Write("zones/lab.test.zone", $"""
        $ORIGIN lab.test.
        $TTL {ttl}
        @ SOA ns1 admin 1 60 60 600 60
        @ NS ns1
        ns1 A {_address}
        www A 127.0.0.21
        """ + "\n");

    private void Configure(string remotes, string zone)
    {
        Directory.CreateDirectory(_folder["run"]);
        Directory.CreateDirectory(_folder["zones"]);
        Directory.CreateDirectory(_folder["db"]);
        _folder.Write("knot.conf", $"""
            server:
                rundir: {_folder["run"]}
                listen: {_address}@{_port}
                automatic-acl: off
            log:
              - target: stderr
                any: warning
            database:
                storage: {_folder["db"]}
            key:
              - id: cut
                algorithm: hmac-sha256
                secret: {Secret}
            {remotes}acl:
              - id: update
                key: cut
                action: [update, transfer]
              - id: notify
                key: cut
                action: notify
            zone:
              - domain: lab.test
                storage: {_folder["zones"]}
                file: "%s.zone"
                zonefile-sync: -1
                journal-content: changes
            {zone}
            """);
    }
}
