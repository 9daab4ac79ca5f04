using Npgsql;

namespace Cutover.Engine;

/// <summary>For each run that this process drives a lock of the server's, which ends with the connection, however that ends.</summary>
internal sealed class PostgresLocks(TimeProvider time)
{
    /// <summary>The lock's name is the run's row, so it can be nobody else's.</summary>
    private const string TryLock = "pg_try_advisory_lock('run'::regclass::oid::int, (select rowid::int from run where id = $1))";

    private const string Locks = "pg_locks where locktype = 'advisory' and granted and objsubid = 2 "
        + "and database = (select oid from pg_database where datname = current_database()) "
        + "and classid = 'run'::regclass::oid and objid = (select rowid::oid from run where id = $1)";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<string> _held = new(StringComparer.Ordinal);
    private int _session;

    public async Task<bool> TryTakeAsync(NpgsqlConnection connection, string run)
    {
        if (!_held.Contains(run) && await connection.IsAsync(TryLock, run))
            _held.Add(run);

        return _held.Contains(run);
    }

    public static Task<bool> IsTakenAsync(NpgsqlConnection connection, string run) =>
        connection.IsAsync($"exists (select from {Locks})", run);

    /// <summary>
    /// Takes on a new connection what the lost one held. The server may not know yet that the lost one is gone: then it is ended. Where
    /// another driver has the lock nothing is done about it here; it has raised the epoch, which refuses whatever this one appends.
    /// </summary>
    public async Task RegainAsync(NpgsqlConnection connection)
    {
        foreach (var run in _held)
        {
            for (var left = 20; left > 0 && !await connection.IsAsync(TryLock, run); left--)
            {
                await connection.RunAsync($"select pg_terminate_backend(pid) from {Locks} and pid = $2", run, _session);
                await Task.Delay(Pause, time);
            }
        }

        _session = connection.ProcessID;
    }

    /// <summary>At once, and not only when the server comes to see that the connection has ended.</summary>
    public static async Task LetGoAsync(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State == System.Data.ConnectionState.Open)
                await connection.RunAsync("select pg_advisory_unlock_all()");
        }
        catch (Exception failure) when (PostgresErrors.IsOfConnection(failure) || failure is PostgresException)
        {
            // The connection ends in any case, and its locks with it.
        }
    }
}
