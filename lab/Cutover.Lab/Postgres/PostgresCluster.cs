using CliWrap;
using CliWrap.Buffered;

namespace Cutover.Lab;

/// <summary>A real PostgreSQL server on a loopback address, unprivileged, reached by TCP and password only.</summary>
public sealed class PostgresCluster(PostgresOptions options)
{
    /// <summary>What <c>pg_ctl status</c> ends with where no server runs.</summary>
    private const int IsDown = 3;

    private static readonly bool s_isRoot = Environment.IsPrivilegedProcess;

    public PostgresOptions Options => options;

    private string Data => Path.Combine(options.Directory, "data");

    /// <summary>Where the server writes what happens to it.</summary>
    public string Log => Path.Combine(options.Directory, "server.log");

    /// <summary>Makes the server's files. The directory must not hold a server yet.</summary>
    public async Task InitialiseAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(options.Directory);
        await GiveAsync(options.Directory, cancellation);
        await GiveAsync(options.OwnerPasswordFile, cancellation);

        // Only the making of the files goes without waiting for the disk; the server itself waits.
        await RunAsync(
            "initdb",
            [
                $"--pgdata={Data}", $"--username={options.Owner}", $"--pwfile={options.OwnerPasswordFile}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
            ],
            cancellation);
        await File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"), [.. Settings(), .. options.Settings], cancellation);
        await File.WriteAllLinesAsync(Path.Combine(Data, "pg_hba.conf"), ["host all all 127.0.0.0/8 scram-sha-256"], cancellation);
    }

    /// <summary>Starts the server and waits until it takes connections.</summary>
    public Task StartAsync(CancellationToken cancellation) =>
        RunAsync("pg_ctl", ["start", $"--pgdata={Data}", $"--log={Log}", "--wait", "--timeout=60", "--silent"], cancellation);

    /// <summary>Stops the server where it runs; its clients are cut off. One that was killed has left its file and is down.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        if (!File.Exists(Path.Combine(Data, "postmaster.pid")))
            return;
        var status = await Program("pg_ctl", ["status", $"--pgdata={Data}"])
            .WithValidation(CommandResultValidation.None).ExecuteAsync(cancellation);
        if (status.ExitCode != IsDown)
            await RunAsync("pg_ctl", ["stop", $"--pgdata={Data}", "--mode=fast", "--wait", "--timeout=60", "--silent"], cancellation);
    }

    /// <summary>The door's functions, to be run by the owner in each database that is to have them.</summary>
    public static async Task<string> DoorAsync(CancellationToken cancellation)
    {
        await using var stream = typeof(PostgresCluster).Assembly.GetManifestResourceStream("Cutover.Lab.Postgres.door.sql")
            ?? throw new InvalidOperationException("The lab was built without Postgres/door.sql; build it anew.");
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellation);
    }

    private IEnumerable<string> Settings() =>
    [
        $"listen_addresses = '{options.Host}'",
        $"port = {options.Port}",
        "unix_socket_directories = ''",
        "max_connections = 200",
        $"shared_buffers = {options.SharedBuffers}MB",
        "maintenance_work_mem = 256MB",
        "effective_io_concurrency = 100",
        "max_wal_size = 4GB",
        "checkpoint_timeout = 15min",
        "wal_level = logical",
        "wal_compression = on",
        "max_replication_slots = 32",
        "max_wal_senders = 32",
        "max_worker_processes = 32",
        "max_logical_replication_workers = 16",
        "max_sync_workers_per_subscription = 4",

        // The default of 5 s lets the first copy of many small tables wait most of its time.
        "wal_retrieve_retry_interval = 200ms",
        "fsync = on",
        "synchronous_commit = on",
        "log_line_prefix = '%m [%p] %q%u@%d %a '",
        "log_checkpoints = off",
        "log_autovacuum_min_duration = -1",
    ];

    private async Task GiveAsync(string path, CancellationToken cancellation)
    {
        if (s_isRoot)
            await CheckAsync(Cli.Wrap("chown").WithArguments([options.SystemUser, path]), cancellation);
    }

    private Command Program(string program, IEnumerable<string> arguments)
    {
        var path = Path.Combine(options.Programs, program);
        var command = s_isRoot
            ? Cli.Wrap("setpriv").WithArguments(
                [$"--reuid={options.SystemUser}", $"--regid={options.SystemUser}", "--init-groups", "--reset-env",
                    "--", path, .. arguments])
            : Cli.Wrap(path).WithArguments(arguments);
        return command.WithWorkingDirectory(options.Directory);
    }

    private Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation) =>
        CheckAsync(Program(program, arguments), cancellation);

    private async Task CheckAsync(Command command, CancellationToken cancellation)
    {
        var result = await command.WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"PostgreSQL at {options.Host}:{options.Port} could not be set up: {command} ended with {result.ExitCode}: "
                + $"{result.StandardError.Trim()}{result.StandardOutput.Trim()}; its log is {Log}.");
        }
    }
}
