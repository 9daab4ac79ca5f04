using Microsoft.Data.Sqlite;

namespace Cutover.Engine;

/// <summary>One SQLite file: its tables, its settings, and its errors in words.</summary>
internal sealed class SqliteStore : IDisposable
{
    private const string Schema = """
        create table if not exists run(
            id text primary key, runbook text not null, environment text not null, started text not null,
            finished integer not null default 0, epoch integer not null default 0, driver text);
        create unique index if not exists one_unfinished on run(environment) where finished = 0;
        create table if not exists event(
            run text not null references run(id), seq integer not null, epoch integer not null, at text not null,
            body text not null, previous text not null, hash text not null, primary key(run, seq)) without rowid;
        create table if not exists request(
            id integer primary key autoincrement, run text not null references run(id), at text not null, kind text not null,
            by text not null, step text not null, role text not null, text text not null, answered integer);
        create index if not exists inbox on request(run) where answered is null;
        """;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    private SqliteStore(string file, SqliteConnection connection)
    {
        File = file;
        _connection = connection;
    }

    public string File { get; }

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

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 10 }.ToString());
        var store = new SqliteStore(file, connection);
        try
        {
            store.Say(connection.Open);
            store.Execute("pragma journal_mode = wal");
            store.Execute("pragma synchronous = full");
            store.Execute("pragma foreign_keys = on");
            store.Say(() => Run(Schema));
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }

        void Run(string statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statements;
            command.ExecuteNonQuery();
        }
    }

    public void Execute(string statement, params object[] values) => Say(() => Command(statement, values).ExecuteNonQuery());

    public List<object[]> Query(string statement, params object[] values)
    {
        var rows = new List<object[]>();
        Say(() =>
        {
            using var reader = Command(statement, values).ExecuteReader();
            while (reader.Read())
            {
                var row = new object[reader.FieldCount];
                reader.GetValues(row);
                rows.Add(row);
            }
        });
        return rows;
    }

    /// <summary>Takes the write lock first, so that what is read inside cannot change before it is written.</summary>
    public void Transact(Action work)
    {
        Execute("begin immediate");
        try
        {
            work();
            Execute("commit");
        }
        catch
        {
            TryRollBack();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var command in _commands.Values)
            command.Dispose();

        _connection.Dispose();
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
        11 or 26 => new JournalException($"{File} is damaged or is not a journal ({failure.SqliteErrorCode}). Restore it from a copy, or move it away to begin with an empty one; a run that it held cannot be resumed without it.", failure),
        13 => Full(failure),
        10 when failure.SqliteExtendedErrorCode is 4874 or 778 => Full(failure),
        5 or 6 => new JournalException($"{File} has been locked by another process for over 10 s; find who holds it (fuser {File}) and try again.", failure),
        8 or 14 or 3 => new JournalException($"{File} cannot be opened for writing: {failure.Message}. Check its owner and mode, or name another directory with --journal.", failure),
        _ => new JournalException($"{File} cannot be used: {failure.Message} (SQLite {failure.SqliteExtendedErrorCode}).", failure),
    };

    private JournalFullException Full(SqliteException failure) =>
        new($"The disk under {File} is full, so nothing more can be recorded and nothing more was begun. Make room, then run the same command again.", failure);
}
