using System.Diagnostics;
using Npgsql;

namespace Cutover.Lab;

/// <summary>One PostgreSQL cluster: made, configured, started, asked.</summary>
/// <param name="estate">The lab.</param>
/// <param name="user">Who it runs as; PostgreSQL refuses root.</param>
/// <param name="side"><c>old</c> or <c>new</c>.</param>
internal sealed class PostgresServer(LabEstate estate, LabUser user, string side)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public string Name => $"postgres-{side}";

    public Address Address => side == "old" ? estate.Postgres.Old : estate.Postgres.New;

    /// <summary>Our superuser on our own machine; on the managed side the server's owner, whom nobody of ours logs in as.</summary>
    public string Owner => side == "old" ? "cutover" : "lab_owner";

    public string OwnerPassFile => side == "old" ? estate.Postgres.Cutover : Path.Combine(estate.Directory, "secrets", "lab_owner.pgpass");

    private string Home => Path.Combine(estate.Directory, side, "postgres");

    private string Data => Path.Combine(Home, "data");

    public Unit Unit => new(Name, [RequiredProgram.PathOf("postgres"), "-D", Data])
    {
        Listens = Address,
        StopSignal = "INT",
        StopPatience = 30,
    };

    /// <summary>Makes the cluster. The home belongs to the lab's user already.</summary>
    public async Task CreateAsync(string passwordFile, CancellationToken cancellation)
    {
        await user.RunAsync(
            RequiredProgram.PathOf("initdb"),
            [
                "-D", Data, "-U", Owner, "--pwfile", passwordFile, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8",
                "--no-sync", "--no-instructions",
            ],
            cancellation);
        await File.AppendAllTextAsync(Path.Combine(Data, "postgresql.conf"), Configuration(), cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(Data, "pg_hba.conf"),
            "host all all 127.0.0.0/8 scram-sha-256\nhost replication all 127.0.0.0/8 scram-sha-256\n",
            cancellation);
    }

    /// <summary>A connection string of the owner.</summary>
    public string Connection(string database) =>
        $"Host={Address.Host};Port={Address.Port};Database={database};Username={Owner};Passfile={OwnerPassFile};Pooling=false;Timeout=3";

    /// <summary>Waits until it answers a query.</summary>
    public async Task AnswersAsync(CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await ExecuteAsync("postgres", "select 1", cancellation);
                return;
            }
            catch (NpgsqlException e) when (clock.Elapsed < Patience && e is not PostgresException { SqlState: "28P01" })
            {
                await Task.Delay(Look, cancellation);
            }
            catch (NpgsqlException e)
            {
                throw new LabException($"{Name} at {Address} does not answer: {e.Message} (its log is {estate.Logs}/{Name}.log).", e);
            }
        }
    }

    /// <summary>Runs statements as the owner.</summary>
    public async Task ExecuteAsync(string database, string sql, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(Connection(database));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private string Configuration() =>
        $"""

        # The lab
        listen_addresses = '{Address.Host}'
        port = {Address.Port}
        unix_socket_directories = '{Home}'
        max_connections = 120
        shared_buffers = {(estate.Size == LabSize.Full ? "384MB" : "32MB")}
        wal_level = logical
        max_wal_size = 4GB
        min_wal_size = {(estate.Size == LabSize.Full ? "1GB" : "80MB")}
        checkpoint_timeout = 30min
        max_replication_slots = 16
        max_wal_senders = 16
        max_worker_processes = 24
        max_logical_replication_workers = 12
        max_sync_workers_per_subscription = 4
        max_slot_wal_keep_size = 4GB
        # The default of 5 s makes a subscription's first copy take 7 s or 2 s, by luck.
        wal_retrieve_retry_interval = 200ms
        password_encryption = scram-sha-256
        timezone = 'UTC'
        log_timezone = 'UTC'

        """;
}
