using System.Diagnostics;
using Cutover.Effects;
using Cutover.Lab;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>
/// Two real servers: on the old one Cutover is superuser, on the new one it is not. Each test takes databases and roles of its own.
/// </summary>
public sealed class TwoServers : IAsyncLifetime
{
    private const int PortOffset = 1000;
    private static readonly string s_home = Path.Combine(Path.GetTempPath(), $"cutover-rehearsals-postgres-{PortOffset}");

    private readonly PostgresCluster _old = new(Options("old", "127.0.0.11", "cutover"));
    private readonly PostgresCluster _new = new(Options("new", "127.0.0.12", "lab_owner"));
    private int _pairs;

    public static string Passfile => Path.Combine(s_home, "cutover.pgpass");

    private static string ServerPassfile => Path.Combine(s_home, "server.pgpass");

    public async ValueTask InitializeAsync()
    {
        // What a test host that was killed left behind.
        await _old.StopAsync(CancellationToken.None);
        await _new.StopAsync(CancellationToken.None);
        if (Directory.Exists(s_home))
            Directory.Delete(s_home, recursive: true);
        Directory.CreateDirectory(s_home);
        await RunAsync("chmod", "755", s_home);

        await RunAsync(
            "sh", "-c", "id cutover-lab >/dev/null 2>&1 || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "
                + "cutover-lab");
        await SecretAsync(Passfile, "*:*:*:*:rehearsal", owner: null);
        await SecretAsync(ServerPassfile, "*:*:*:*:rehearsal", owner: "cutover-lab");
        foreach (var cluster in new[] { _old, _new })
        {
            await SecretAsync(cluster.Options.OwnerPasswordFile, "rehearsal", owner: "cutover-lab");
            await cluster.InitialiseAsync(CancellationToken.None);
            await cluster.StartAsync(CancellationToken.None);
        }

        await OwnerAsync(
            "postgres", "create role cutover login createrole replication password 'rehearsal'; grant pg_monitor, pg_signal_backend, "
                + "pg_checkpoint to cutover");
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _old.StopAsync(CancellationToken.None);
        await _new.StopAsync(CancellationToken.None);
        if (Directory.Exists(s_home))
            Directory.Delete(s_home, recursive: true);
    }

    /// <summary>An old database with rows and an empty new one, with roles of their own.</summary>
    public async Task<DatabasePair> PairAsync(int rows = 2000, bool withDoor = true)
    {
        // Each database of an earlier test would keep its sessions, until the servers have none left to give.
        NpgsqlConnection.ClearAllPools();

        var name = $"night{++_pairs}";
        var pair = new DatabasePair(this, name, Address(_old, name), Address(_new, name));
        foreach (var role in new[] { pair.Writer, pair.Reader })
        {
            await AdminAsync($"create role {role} login password 'rehearsal'");
            await OwnerAsync("postgres", $"create role {role} login password 'rehearsal'; grant {role} to cutover");
        }

        await AdminAsync($"create database {name} owner {pair.Writer}");
        await OwnerAsync("postgres", $"create database {name} owner cutover");
        await OwnerAsync(name, "create extension if not exists pg_trgm");
        if (withDoor)
            await OwnerAsync(name, await PostgresCluster.DoorAsync(CancellationToken.None));
        await pair.SeedAsync(rows);
        return pair;
    }

    /// <summary>As the owner of the new server, whom Cutover never is.</summary>
    public Task OwnerAsync(string database, string sql) => DatabasePair.RunAsync(Address(_new, database) with { User = "lab_owner" }, sql);

    /// <summary>Kills a process of the new server: all of it recovers as from a crash, and unlogged tables are empty then.</summary>
    public async Task CrashNewAsync(string database)
    {
        var at = Address(_new, database) with { User = "lab_owner" };
        await OwnerAsync(database, "create unlogged table witness (); insert into witness default values");
        await using (var doomed = DatabasePair.Connect(at))
        {
            await doomed.OpenAsync();
            await RunAsync("kill", "-KILL", $"{doomed.ProcessID}");
        }

        for (var deadline = DateTime.UtcNow.AddSeconds(30); !await HasRecoveredAsync(at); await Task.Delay(50))
            Assert.True(DateTime.UtcNow < deadline, $"{at} has not recovered.");
        NpgsqlConnection.ClearAllPools();
        await OwnerAsync(database, "drop table witness");
    }

    private static async Task<bool> HasRecoveredAsync(DatabaseAddress at)
    {
        try
        {
            return await DatabasePair.OneAsync<long>(at, "select count(*) from witness") == 0;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>As superuser of the old server, outside the moving database.</summary>
    public Task AdminAsync(string sql) => DatabasePair.RunAsync(Address(_old, "postgres"), sql);

    private static DatabaseAddress Address(PostgresCluster cluster, string database) => new()
    {
        Host = cluster.Options.Host,
        Port = cluster.Options.Port,
        Database = database,
        User = "cutover",
        Passfile = Passfile,
        Peer = new PeerAccess { Passfile = ServerPassfile },
        Programs = cluster.Options.Programs,
    };

    private static PostgresOptions Options(string side, string host, string owner) => new()
    {
        Directory = Path.Combine(s_home, side),
        Host = host,
        Port = 15432 + PortOffset,
        Owner = owner,
        OwnerPasswordFile = Path.Combine(s_home, $"{side}.password"),
        SharedBuffers = 256,
    };

    private static async Task SecretAsync(string path, string text, string? owner)
    {
        await File.WriteAllTextAsync(path, text + "\n");
        await RunAsync("chmod", "600", path);
        if (owner is not null)
            await RunAsync("chown", owner, path);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
