using Microsoft.Data.Sqlite;

namespace Cutover.Engine;

/// <summary>One SQLite file: its tables, its settings, and its errors in words.</summary>
internal sealed class SqliteStore : IJournalStore
{
    /// <summary>Raised with every change of the tables.</summary>
    private const int Version = 1;

    private const string Schema = """
        create table run(
            id text primary key, runbook text not null, environment text not null, started text not null,
            finished integer not null default 0, epoch integer not null default 0, driver text,
            seq integer not null default 0, head text not null) strict;
        create unique index one_unfinished on run(environment) where finished = 0;
        create table event(
            run text not null references run(id), seq integer not null, epoch integer not null, at text not null,
            body text not null, previous text not null, hash text not null, primary key(run, seq)) strict, without rowid;
        create table request(
            id integer primary key autoincrement, run text not null references run(id), at text not null, kind text not null,
            by text not null, step text not null, role text not null, text text not null, answered integer) strict;
        create index inbox on request(run) where answered is null;
        pragma user_version = 1;
        """;

    private const int IoWrite = 778;
    private const int IoShmSize = 4874;

    private readonly Lock _one = new();
    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    private SqliteStore(string file, SqliteConnection connection)
    {
        Name = file;
        _connection = connection;
    }

    public string Name { get; }

    public static SqliteStore Open(string file)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"The journal's directory cannot be made: {failure.Message} Name another with --journal.", failure);
        }

        var source = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 10 };
        var store = new SqliteStore(file, new SqliteConnection(source.ToString()));
        try
        {
            store.Say(store._connection.Open);
            store.Prepare();
            return store;
        }
        catch
        {
            store.Close();
            throw;
        }
    }

    private void Prepare()
    {
        if (Query("pragma journal_mode = wal").Single()[0] is not "wal")
            throw new JournalException($"{Name} lies where SQLite cannot keep a write-ahead log. Name a directory on a local disk "
                + "with --journal.");

        // SQLite's own wait looks again after 1, 2, 5 ms; the driver's client would sleep for 150.
        Execute("pragma busy_timeout = 10000");
        Execute("pragma synchronous = full");
        Execute("pragma foreign_keys = on");
        var version = FileVersion();
        if (version == 0)
            version = Transact(Create);
        if (version != Version)
            throw new JournalException($"{Name} was written by another version of this program (tables {version}, not {Version}). Use "
                + "that one.");
    }

    /// <summary>Asks again under the write lock: two processes may have come to an empty file at once.</summary>
    private long Create()
    {
        if (FileVersion() is var version and not 0)
            return version;
        if ((long)Query("select count(*) from sqlite_master").Single()[0] > 0)
            throw new JournalException($"{Name} is a database of something else, not a journal. Name another directory with --journal.");

        using var command = _connection.CreateCommand();
        command.CommandText = Schema;
        Say(() => command.ExecuteNonQuery());
        return Version;
    }

    private long FileVersion() => (long)Query("pragma user_version").Single()[0];

    /// <summary>They were made when the file was opened.</summary>
    public ValueTask MakeAsync(CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask<List<object[]>> QueryAsync(Statement statement, CancellationToken cancellation) =>
        ValueTask.FromResult(Query(statement.Text, statement.Values));

    public ValueTask<int> WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellation) =>
        ValueTask.FromResult(Transact(() => statements.Select(one => Execute(one.Text, one.Values)).ToList()[0]));

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private void Close()
    {
        foreach (var command in _commands.Values)
            command.Dispose();

        _connection.Dispose();
    }

    private int Execute(string statement, params object[] values)
    {
        var changed = 0;
        lock (_one)
            Say(() => changed = Command(statement, values).ExecuteNonQuery());

        return changed;
    }

    private List<object[]> Query(string statement, params object[] values)
    {
        var rows = new List<object[]>();
        lock (_one)
            Say(() => Read(Command(statement, values), rows));

        return rows;
    }

    /// <summary>Takes the write lock first, so that what is read inside cannot change before it is written.</summary>
    private TResult Transact<TResult>(Func<TResult> work)
    {
        lock (_one)
        {
            Execute("begin immediate");
            try
            {
                var result = work();
                Execute("commit");
                return result;
            }
            catch
            {
                TryRollBack();
                throw;
            }
        }
    }

    private void TryRollBack()
    {
        try
        {
            Execute("rollback");
        }
        catch (JournalException)
        {
            // The failure that led here is the one to report; an error such as a full disk has rolled back already.
        }
    }

    private static void Read(SqliteCommand command, List<object[]> rows)
    {
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
    }

    private SqliteCommand Command(string statement, object[] values)
    {
        if (!_commands.TryGetValue(statement, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = statement;
            for (var i = 1; i <= values.Length; i++)
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });

            _commands.Add(statement, command);
        }

        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];

        return command;
    }

    private void Say(Action work)
    {
        try
        {
            work();
        }
        catch (SqliteException failure)
        {
            throw Explain(failure);
        }
    }

    /// <summary>Codes: https://www.sqlite.org/rescode.html</summary>
    private JournalException Explain(SqliteException failure) => failure.SqliteErrorCode switch
    {
        11 or 26 => new JournalException(
            $"{Name} is damaged or is not a journal ({failure.SqliteErrorCode}). Restore it from a copy, or move it away to begin with "
            + "an empty one; a run that it held cannot be resumed without it.", failure),
        13 => Full(failure),
        10 when failure.SqliteExtendedErrorCode is IoWrite or IoShmSize => Full(failure),
        5 or 6 => new JournalException(
            $"{Name} has been locked by another process for over 10 s; find who holds it (fuser {Name}) and try again.", failure),
        8 or 14 or 3 => new JournalException(
            $"{Name} cannot be opened for writing: {failure.Message}. Check its owner and mode, or name another directory with --journal.",
            failure),
        _ => new JournalException($"{Name} cannot be used: {failure.Message} (SQLite {failure.SqliteExtendedErrorCode}).", failure),
    };

    private JournalFullException Full(SqliteException failure) => new(
        $"The disk under {Name} is full, so nothing more can be recorded and nothing more was begun. "
        + "Make room, then run the same command again.", failure);
}
