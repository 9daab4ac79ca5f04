using Npgsql;

namespace Cutover.Crowd;

/// <summary>Reads the crowd's keys back from a serving database, in read-only sessions.</summary>
public sealed class SqlReadBack(ServingDatabase database) : IAsyncDisposable
{
    private const int KeysAtOnce = 5000;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder
    {
        Host = database.Host,
        Port = database.Port,
        Database = database.Database,
        Username = database.Username,
        Passfile = database.Passfile,
        Options = "-c default_transaction_read_only=on",
        Timeout = 5,
        CommandTimeout = 30,
    });

    /// <summary>The values stored under keys, one for each row; keys that are absent are left out.</summary>
    /// <exception cref="LedgerException">The database cannot be read.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadAsync(
        Family family, IEnumerable<string> keys, CancellationToken cancellation)
    {
        var stored = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var chunk in keys.Chunk(KeysAtOnce))
        {
            var rows = await RowsAsync(Query(family), Arguments(family, chunk), row => (row.GetString(0), row.GetString(1)), cancellation);
            foreach (var (key, value) in rows)
            {
                if (!stored.TryGetValue(key, out var values))
                    stored[key] = values = [];
                values.Add(value);
            }
        }

        return stored.ToDictionary(pair => pair.Key, IReadOnlyList<string> (pair) => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>Rows of a query with one parameter.</summary>
    /// <exception cref="LedgerException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<T>> RowsAsync<T>(
        string sql, object argument, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        List<T> rows = [];
        try
        {
            await using var command = _source.CreateCommand(sql);
            command.Parameters.Add(new NpgsqlParameter { Value = argument });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
                rows.Add(read(reader));
            return rows;
        }
        catch (NpgsqlException e)
        {
            throw new LedgerException(
                $"{database.Database} at {database.Host}:{database.Port}, serving {database.Service}, cannot be read: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    // What stands before the first blank of a body is the value; see OwnKey.ValueOf.
    private static string Query(Family family) => family switch
    {
        Family.Event => "select key::text, split_part(body, ' ', 1) from doc_docevent where key = any($1)",
        Family.Page => "select key::text, split_part(body, ' ', 1) from page where key = any($1)",
        // Posted twice, by a task that was done twice, it is there twice.
        Family.Submission =>
            """
            select s.name, s.state from submit_submission s
            left join submit_submissionevent e on e.submission_id = s.id and e."desc" = 'Posted' where s.name = any($1)
            """,
        Family.TrackerMail =>
            """
            select message_id, encode(sha256(convert_to(btrim(substr(text, position(E'\n\n' in text) + 2), E'\n'), 'LATIN1')), 'hex')
            from (select message_id, replace(convert_from(message, 'LATIN1'), E'\r', '') as text
                  from ingested_email where message_id = any($1)) as mail
            """,
        Family.Email => "select message_id, encode(sha256(message), 'hex') from ingested_email where message_id = any($1)",
        Family.Archive =>
            """
            select l.name || ' ' || m.msgid, encode(m.sha256, 'hex') from message m join email_list l on l.id = m.email_list_id
            where l.name || ' ' || m.msgid = any($1)
            """,
        _ => throw new ArgumentOutOfRangeException(nameof(family), family, "Nothing of this family is stored in a database."),
    };

    private static object Arguments(Family family, string[] keys) => family switch
    {
        Family.Event or Family.Page => keys.Select(Guid.Parse).ToArray(),
        _ => keys,
    };
}
