using System.Diagnostics;
using Npgsql;

namespace Cutover.Lab;

/// <summary>One PostgreSQL cluster: its place in the lab, and questions to it.</summary>
/// <param name="estate">The lab.</param>
/// <param name="side"><c>old</c> or <c>new</c>.</param>
internal sealed class PostgresServer(LabEstate estate, string side)
{
    private const int FullBuffers = 512;
    private const int SmallBuffers = 64;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    public string Name => $"postgres-{side}";

    public Address Address => side == "old" ? estate.Postgres.Old : estate.Postgres.New;

    /// <summary>Our superuser on our own machine; on the managed side the server's owner, whom nobody of ours logs in as.</summary>
    public string Owner => Cluster.Options.Owner;

    public string OwnerPassFile => side == "old" ? estate.Postgres.Cutover : Path.Combine(estate.Directory, "secrets", "lab_owner.pgpass");

    public PostgresCluster Cluster { get; } = new(new PostgresOptions
    {
        Directory = Path.Combine(estate.Directory, side, "postgres"),
        Host = side == "old" ? estate.Postgres.Old.Host : estate.Postgres.New.Host,
        Port = estate.Postgres.Old.Port,
        Owner = side == "old" ? "cutover" : "lab_owner",
        OwnerPasswordFile = Path.Combine(estate.Directory, "secrets", $"{side}.initdb"),
        SystemUser = LabOptions.UserName,
        SharedBuffers = estate.Size == LabSize.Full ? FullBuffers : SmallBuffers,
        Settings =
        [
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            // A slot that nobody drains must not fill the disk.
            "max_slot_wal_keep_size = 4GB",
            "min_wal_size = 1GB",
        ],
    });

    public Unit Unit => new(Name, [RequiredProgram.PathOf("postgres"), "-D", Path.Combine(Cluster.Options.Directory, "data")])
    {
        Listens = Address,
        StopSignal = "INT",
        StopPatience = 30,
    };

    /// <summary>A connection string of the owner.</summary>
    public string Connection(string database) =>
        $"Host={Address.Host};Port={Address.Port};Database={database};Username={Owner};Passfile={OwnerPassFile};"
            + "Pooling=false;Timeout=30;CommandTimeout=120";

    /// <summary>Waits until it answers a query.</summary>
    public async Task AnswersAsync(CancellationToken cancellation)
    {
        // A connection that nobody answers while the server and its network come up is not waited for with all the patience there is.
        var attempt = new NpgsqlConnectionStringBuilder(Connection("postgres")) { Timeout = 3 }.ConnectionString;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await ExecuteOnAsync(attempt, "select 1", cancellation);
                return;
            }
            catch (NpgsqlException e) when (clock.Elapsed < Unit.Patience && e is not PostgresException { SqlState: "28P01" })
            {
                await Task.Delay(Look, cancellation);
            }
            catch (NpgsqlException e)
            {
                throw new LabException(
                    $"{Name} at {Address} does not answer: {e.GetBaseException().Message} (its log is {estate.Logs}/{Name}.log).", e);
            }
        }
    }

    /// <summary>Runs statements as the owner.</summary>
    public Task ExecuteAsync(string database, string sql, CancellationToken cancellation) =>
        ExecuteOnAsync(Connection(database), sql, cancellation);

    private static async Task ExecuteOnAsync(string connection, string sql, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
