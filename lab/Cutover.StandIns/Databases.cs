using Npgsql;

namespace Cutover.StandIns;

/// <summary>The two roles of one application: one that reads, one that writes. They fail apart.</summary>
public sealed class Databases : IAsyncDisposable
{
    private readonly NpgsqlDataSource? _read;
    private readonly NpgsqlDataSource? _write;

    public Databases(StandInSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _read = Source(settings.Read, settings.Name);
        _write = Source(settings.Write, settings.Name);
    }

    /// <summary>The reading role.</summary>
    public NpgsqlDataSource Read => _read ?? throw new UnavailableException("this instance has no reading role");

    /// <summary>The writing role; an instance without one is read-only.</summary>
    public NpgsqlDataSource Write => _write ?? throw new UnavailableException("this instance is read-only");

    /// <summary>
    /// Runs one read, and once more when the session had been ended under it: a read done twice is the same read.
    /// </summary>
    public async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            return await OnceAsync();
        }
        catch (NpgsqlException e) when (e is not PostgresException || Faults.IsSessionEnded(e))
        {
            return await OnceAsync();
        }

        async Task<T> OnceAsync()
        {
            await using var connection = await Read.OpenConnectionAsync(cancellation);
            return await read(connection);
        }
    }

    /// <summary>
    /// Runs one transaction. A failure before commit is "not done"; a failure of the commit itself leaves the outcome
    /// unknown, and says so: <see cref="UnknownOutcomeException"/>.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<NpgsqlConnection, Task<T>> write, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(write);
        await using var connection = await Write.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var answer = await write(connection);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
        {
            throw new UnknownOutcomeException(e);
        }
        return answer;
    }

    /// <summary>
    /// Runs a write as the reading role, which may not: so that the first real write finds its code compiled although the
    /// writing role cannot log in yet.
    /// </summary>
    public async Task RefusedWriteAsync(Func<NpgsqlConnection, Task> write, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(write);
        await using var connection = await Read.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        try
        {
            await write(connection);
        }
        catch (PostgresException e) when (e.SqlState == "42501")
        {
            // As it should be.
        }
        await transaction.RollbackAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (_read is not null)
            await _read.DisposeAsync();
        if (_write is not null)
            await _write.DisposeAsync();
    }

    private static NpgsqlDataSource? Source(string? connection, string name)
    {
        if (connection is null)
            return null;
        var builder = new NpgsqlSlimDataSourceBuilder(connection);
        builder.ConnectionStringBuilder.ApplicationName = name;
        builder.ConnectionStringBuilder.Timeout = 3;
        builder.ConnectionStringBuilder.CommandTimeout = 10;
        builder.ConnectionStringBuilder.MaxPoolSize = 12;
        builder.EnableArrays();
        return builder.Build();
    }
}
