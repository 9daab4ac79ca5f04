using System.Data;
using Npgsql;

namespace Cutover.Engine;

/// <summary>One connection to a journal's database, opened when it is needed and again when it was lost.</summary>
internal sealed class PostgresStore(JournalDatabase at, TimeProvider time) : IJournalStore
{
    /// <summary>For how long a server that was there and is gone is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly PostgresLocks _locks = new(time);
    private NpgsqlConnection? _connection;
    private bool _wasOpen;
    private bool _isMade;

    public string Name => at.ToString();

    public async ValueTask MakeAsync(CancellationToken cancellation) => _isMade = await UseAsync(
        async connection =>
        {
            if (!_isMade)
                await PostgresTables.MakeAsync(connection, at);
            return true;
        }, cancellation);

    public async ValueTask<List<object[]>> QueryAsync(Statement statement, CancellationToken cancellation) => await UseAsync(
        async connection =>
        {
            _isMade = _isMade || await PostgresTables.AreMadeAsync(connection, at);
            return _isMade ? await connection.RowsAsync(statement.Text, statement.Values) : [];
        }, cancellation);

    public async ValueTask<int> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation) => await UseAsync(
        async connection =>
        {
            // One round trip, which is one transaction.
            await using var batch = new NpgsqlBatch(connection);
            foreach (var statement in statements)
            {
                var command = new NpgsqlBatchCommand(statement.Text);
                foreach (var value in statement.Values)
                    command.Parameters.Add(new NpgsqlParameter { Value = value });
                batch.BatchCommands.Add(command);
            }

            await batch.ExecuteNonQueryAsync(CancellationToken.None);
            return batch.BatchCommands[0].RecordsAffected;
        }, cancellation);

    public async ValueTask<bool> TryLockAsync(string run, CancellationToken cancellation) =>
        await UseAsync(connection => _locks.TryTakeAsync(connection, run), cancellation);

    public async ValueTask<bool> IsLockedAsync(string run, CancellationToken cancellation) =>
        await UseAsync(connection => PostgresLocks.IsTakenAsync(connection, run), cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
            await PostgresLocks.LetGoAsync(connection);

        await CloseAsync();
        _one.Dispose();
    }

    /// <summary>Nothing that was begun is cut off: a command has ten seconds, and only what comes before it can be given up.</summary>
    private async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            for (long? lost = null; ;)
            {
                try
                {
                    return await work(await OpenAsync(cancellation));
                }
                catch (Exception failure) when (PostgresErrors.IsOfConnection(failure))
                {
                    await CloseAsync();
                    lost ??= time.GetTimestamp();
                    if (!_wasOpen || !PostgresErrors.MayPass(failure) || time.GetElapsedTime(lost.Value) > Patience)
                        throw PostgresErrors.Explain(at, failure);
                }
                catch (PostgresException failure)
                {
                    throw PostgresErrors.Explain(at, failure);
                }

                await Task.Delay(Pause, time, cancellation);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        if (_connection?.State == ConnectionState.Open)
            return _connection;

        await CloseAsync();
        var connection = new NpgsqlConnection(at.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            await PostgresTables.EnterAsync(connection, at);
            _isMade = await PostgresTables.AreMadeAsync(connection, at);
            await _locks.RegainAsync(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        _wasOpen = true;
        return _connection = connection;
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}
