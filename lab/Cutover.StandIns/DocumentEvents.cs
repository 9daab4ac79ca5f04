using Microsoft.AspNetCore.Http;
using Npgsql;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>
/// A document's events, each under a key of the client's. Every write is one transaction over the event, the document's counter
/// and what the trigger keeps.
/// </summary>
public sealed class DocumentEvents(Databases databases)
{
    private const string Insert =
        """
        with doc as (select id from doc_document where name = $1),
        counted as (
            update doc_documentcounter c set events = c.events + 1, last_event = now() from doc where c.document_id = doc.id)
        insert into doc_docevent (doc_id, type, key, body) select id, 'added_comment', $2, $3 from doc
        """;

    private const string Update =
        """
        update doc_docevent e set body = $3, version = $4, time = now()
        from doc_document d where d.id = e.doc_id and d.name = $1 and e.key = $2 and e.version <= $4
        """;

    private const string Delete =
        """
        with gone as (
            delete from doc_docevent e using doc_document d where d.id = e.doc_id and d.name = $1 and e.key = $2 returning e.doc_id)
        update doc_documentcounter c set events = c.events - (select count(*) from gone), last_event = now()
        from (select distinct doc_id from gone) g where c.document_id = g.doc_id
        """;

    private const string Select =
        """
        select e.body, e.version, count(*) over ()
        from doc_docevent e join doc_document d on d.id = e.doc_id where d.name = $1 and e.key = $2 order by e.id desc limit 1
        """;

    public async Task GetAsync(HttpContext http)
    {
        var (name, key) = (Name(http), Key(http));
        var (row, copies) = await databases.ReadAsync(
            async connection =>
            {
                await using var query = Command(connection, Select, P(name), P(key));
                return await ReadAsync(query, key, http.RequestAborted);
            },
            http.RequestAborted);
        await KeyedAnswers.RowAsync(http, row, copies);
    }

    public async Task PostAsync(HttpContext http)
    {
        var name = Name(http);
        var write = await BodyAsync(http);
        if (write.Key is not { } key)
            throw new BadHttpRequestException("A key was expected.");
        var rows = await ExecuteAsync(Insert, http.RequestAborted, P(name), P(key), P(write.Body!));
        await KeyedAnswers.DoneAsync(http, rows, StatusCodes.Status201Created, new KeyedText(key, write.Body!, 1));
    }

    public async Task PutAsync(HttpContext http)
    {
        var (name, key) = (Name(http), Key(http));
        var write = await BodyAsync(http);
        if (write.Version is not (> 0 and var version))
            throw new BadHttpRequestException("A version was expected.");
        var rows = await ExecuteAsync(Update, http.RequestAborted, P(name), P(key), P(write.Body!), P(version));
        await KeyedAnswers.DoneAsync(http, rows, StatusCodes.Status200OK, new KeyedText(key, write.Body!, version));
    }

    public async Task DeleteAsync(HttpContext http)
    {
        var (name, key) = (Name(http), Key(http));
        var rows = await ExecuteAsync(Delete, http.RequestAborted, P(name), P(key));
        await KeyedAnswers.DoneAsync(http, rows, StatusCodes.Status204NoContent, null);
    }

    /// <summary>The insert of an event of a document that cannot exist.</summary>
    public static async Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var insert = Command(connection, Insert, P("no document"), P(Guid.Empty), P(""));
        await insert.ExecuteNonQueryAsync(cancellation);
    }

    private Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters) =>
        databases.WriteAsync(
            async connection =>
            {
                await using var command = Command(connection, sql, parameters);
                return await command.ExecuteNonQueryAsync(cancellation);
            },
            cancellation);

    private static string Name(HttpContext http) =>
        http.Request.RouteValues["name"] is string name && DraftName.IsName(name)
            ? name
            : throw new BadHttpRequestException("The document's name is not one.", StatusCodes.Status404NotFound);
}
