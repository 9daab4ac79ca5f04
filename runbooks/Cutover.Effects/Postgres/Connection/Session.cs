using Npgsql;

namespace Cutover.Effects;

/// <summary>
/// One use of a database by one effect. Sessions come from Npgsql's pool for the address, so that none is opened inside a freeze.
/// </summary>
internal sealed class Session : IAsyncDisposable
{
    /// <summary>By this and the role a fence knows Cutover's own sessions.</summary>
    public const string ApplicationName = "cutover";

    // Formats are fixed, or equal rows would hash differently; a database closed for writing by default stays open for Cutover;
    // names are found in the catalog only, whatever hostile schema comes first for others.
    private const string Settings =
        "-c TimeZone=UTC -c DateStyle=ISO,YMD -c IntervalStyle=iso_8601 -c extra_float_digits=3 -c bytea_output=hex -c lc_monetary=C "
        + "-c default_transaction_read_only=off -c search_path=pg_catalog -c synchronous_commit=on -c jit=off -c "
        + "client_min_messages=warning";

    private readonly NpgsqlConnection _connection;
    private readonly CancellationToken _cancellation;

    private Session(DatabaseAddress at, NpgsqlConnection connection, CancellationToken cancellation)
    {
        At = at;
        _connection = connection;
        _cancellation = cancellation;
    }

    public DatabaseAddress At { get; }

    /// <summary>The server's major version.</summary>
    public int Version => _connection.PostgreSqlVersion.Major;

    /// <summary>Takes a session for as long as <paramref name="cancellation"/> lets it work.</summary>
    /// <exception cref="DatabaseException">The server cannot be entered.</exception>
    public static async Task<Session> OpenAsync(DatabaseAddress at, CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(ConnectionString(at));
        try
        {
            await connection.OpenAsync(cancellation);
            return new Session(at, connection, cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException or InvalidOperationException)
        {
            await connection.DisposeAsync();
            var reason = failure is PostgresException refused ? refused.MessageText : failure.InnerException?.Message ?? failure.Message;
            throw new DatabaseException(
                $"Cannot enter database {at} as {at.User}: {reason}; check that its address in the estate's file is right, that the server "
                    + $"runs and that {at.Passfile} has a line for it.", failure);
        }
    }

    /// <summary>Has sessions at hand: each new one costs a process and a password check, which a freeze should not wait for.</summary>
    public static async Task WarmAsync(DatabaseAddress at, int count, CancellationToken cancellation)
    {
        var sessions = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => OpenAsync(at, cancellation)));
        foreach (var session in sessions)
            await session.DisposeAsync();
    }

    private static string ConnectionString(DatabaseAddress at) => new NpgsqlConnectionStringBuilder
    {
        Host = at.Host,
        Port = at.Port,
        Database = at.Database,
        Username = at.User,
        Passfile = at.Passfile,
        SslMode = Ssl(at),
        ApplicationName = ApplicationName,
        Options = Settings,
        Timeout = 10,
        CommandTimeout = 0,
        KeepAlive = 15,
        MinPoolSize = 8,
        MaxPoolSize = 24,
        ConnectionIdleLifetime = 1800,
        Enlist = false,
    }.ConnectionString;

    /// <summary>Runs one statement; outside a transaction, so it may be one that wants that.</summary>
    /// <remarks>
    /// An array of texts is one value only where it is passed as an object; bare, it would be taken for the list of values.
    /// </remarks>
    public async Task RunAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        await command.ExecuteNonQueryAsync(_cancellation);
    }

    /// <summary>Runs statements in one round trip and one transaction.</summary>
    public async Task RunAllAsync(IEnumerable<string> statements)
    {
        await using var batch = new NpgsqlBatch(_connection);
        foreach (var statement in (string[])["begin", .. statements, "commit"])
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
        if (batch.BatchCommands.Count > 2)
            await batch.ExecuteNonQueryAsync(_cancellation);
    }

    /// <summary>The first column of the first row; the type's default where there is none.</summary>
    public async Task<T?> OneAsync<T>(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(_cancellation) is T value ? value : default;
    }

    public async Task<bool> IsAsync(string condition, params object[] values) => await OneAsync<bool>(
        $"select coalesce(({condition}), false)", values);

    public async Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> row, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(_cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(_cancellation))
            rows.Add(row(reader));
        return rows;
    }

    public Task<IReadOnlyList<string>> NamesAsync(string sql, params object[] values) => ListAsync(sql, row => row.GetString(0), values);

    /// <summary>Asks several questions in one round trip, and so of one moment; each reader takes one result.</summary>
    public async Task ReadAllAsync(params (string Sql, Action<NpgsqlDataReader> Row)[] questions)
    {
        await using var batch = new NpgsqlBatch(_connection);
        foreach (var (sql, _) in questions)
            batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await using var reader = await batch.ExecuteReaderAsync(_cancellation);
        foreach (var (_, row) in questions)
        {
            while (await reader.ReadAsync(_cancellation))
                row(reader);
            await reader.NextResultAsync(_cancellation);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static SslMode Ssl(DatabaseAddress at) => at.SslMode switch
    {
        "disable" => Npgsql.SslMode.Disable,
        "prefer" => Npgsql.SslMode.Prefer,
        "require" => Npgsql.SslMode.Require,
        "verify-ca" => Npgsql.SslMode.VerifyCA,
        "verify-full" => Npgsql.SslMode.VerifyFull,
        _ => throw new DatabaseException(
            $"The SSL mode of {at} is '{at.SslMode}'; it must be one of disable, prefer, require, verify-ca, verify-full. Correct it in "
                + "the estate."),
    };

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}
