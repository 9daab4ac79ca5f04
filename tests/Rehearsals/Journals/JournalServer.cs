using System.Diagnostics;
using Cutover.Engine;
using Cutover.Lab;
using Npgsql;

namespace Cutover.Rehearsals;

/// <summary>A real server for journals. Each test takes a database of its own, whose owner may nothing else.</summary>
public sealed class JournalServer : IAsyncLifetime
{
    /// <summary>Everybody's here.</summary>
    public const string Password = "correct-horse";

    private readonly string _home = Directory.CreateTempSubdirectory("cutover-rehearsals-journal-").FullName;
    private readonly PostgresCluster _cluster;
    private int _databases;

    public JournalServer() => _cluster = new PostgresCluster(new PostgresOptions
    {
        Directory = Path.Combine(_home, "server"),
        Host = "127.0.0.1",
        Port = Daemon.FreePort("127.0.0.1"),
        Owner = "lab_owner",
        OwnerPasswordFile = Path.Combine(_home, "password"),
        SharedBuffers = 64,
    });

    public string Passfile => Path.Combine(_home, "pgpass");

    public async ValueTask InitializeAsync()
    {
        await RunAsync("chmod", "755", _home);
        await RunAsync(
            "sh", "-c", "id cutover-lab >/dev/null 2>&1 || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "
                + "cutover-lab");
        await SecretAsync(_cluster.Options.OwnerPasswordFile, Password);
        await SecretAsync(Passfile, $"*:*:*:*:{Password}");
        await _cluster.InitialiseAsync(CancellationToken.None);
        await StartAsync();
        await RunAsync(
            "postgres", $"create role ann login password '{Password}'; create role bob login password '{Password}'");
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_home, recursive: true);
    }

    /// <summary>A database without a journal yet.</summary>
    public async Task<JournalDatabase> MakeAsync(string with = "")
    {
        var name = $"journal{++_databases}";
        await RunAsync("postgres", $"create database {name} owner ann {with}");
        return new JournalDatabase
        {
            Host = _cluster.Options.Host, Port = _cluster.Options.Port, Database = name, User = "ann", Passfile = Passfile,
        };
    }

    public Task StartAsync() => _cluster.StartAsync(CancellationToken.None);

    public Task StopAsync() => _cluster.StopAsync(CancellationToken.None);

    /// <summary>As if it had been killed with all its processes: what is left of it is the file with the number of one.</summary>
    public async Task VanishAsync()
    {
        var file = Path.Combine(_cluster.Options.Directory, "data", "postmaster.pid");
        var left = await File.ReadAllLinesAsync(file);
        await StopAsync();
        using var ended = Process.Start("true");
        await ended.WaitForExitAsync();
        await File.WriteAllLinesAsync(file, [$"{ended.Id}", .. left.Skip(1)]);
    }

    /// <summary>As the server's owner, on the journal's tables.</summary>
    /// <returns>How many rows were changed.</returns>
    public async Task<int> RunAsync(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> OneAsync<T>(string database, string sql)
    {
        await using var connection = await ConnectAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends every session of this database's journals.</summary>
    /// <returns>How many there were.</returns>
    public Task<long> CutAsync(string database) => OneAsync<long>(
        database, "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = 'cutover-journal' "
            + "and datname = current_database()");

    private async Task<NpgsqlConnection> ConnectAsync(string database)
    {
        var connection = new NpgsqlConnection(
            $"Host={_cluster.Options.Host};Port={_cluster.Options.Port};Database={database};Username=lab_owner;Passfile={Passfile};"
            + "Search Path=cutover;Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task SecretAsync(string path, string text)
    {
        await File.WriteAllTextAsync(path, text + "\n");
        await RunAsync("chmod", "600", path);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
