using Microsoft.AspNetCore.Http;
using Npgsql;
using static Cutover.StandIns.Answers;
using static Cutover.StandIns.KeyedRows;

namespace Cutover.StandIns;

/// <summary>The editors' pages, each under a key of the editor's. Every write is one transaction over the page and its log.</summary>
public sealed class EditedPages(Databases databases)
{
    private const string Insert =
        """
        with written as (insert into page (key, slug, title, body) values ($1, $2, $2, $3) returning id)
        insert into page_log (page_id, op) select id, 'create' from written
        """;

    private const string Update =
        """
        with written as (
            update page set body = $2, version = $3, updated_at = now() where key = $1 and version <= $3 returning id)
        insert into page_log (page_id, op) select id, 'edit' from written
        """;

    private const string Delete =
        """
        with gone as (delete from page where key = $1 returning id)
        insert into page_log (page_id, op) select id, 'delete' from gone
        """;

    private const string Select = "select body, version, count(*) over () from page where key = $1 order by id desc limit 1";

    public async Task GetAsync(HttpContext http)
    {
        var key = Key(http);
        var (row, copies) = await databases.ReadAsync(
            async connection =>
            {
                await using var query = Command(connection, Select, P(key));
                return await ReadAsync(query, key, http.RequestAborted);
            },
            http.RequestAborted);
        await KeyedAnswers.RowAsync(http, row, copies);
    }

    public async Task PostAsync(HttpContext http)
    {
        var write = await BodyAsync(http);
        if (write.Key is not { } key)
            throw new BadHttpRequestException("A key was expected.");
        if (write.Slug is not { } slug || !DraftName.IsName(slug))
            throw new BadHttpRequestException("A slug of lower-case words joined by hyphens was expected.");
        var rows = await ExecuteAsync(Insert, http.RequestAborted, P(key), P(slug), P(write.Body!));
        await KeyedAnswers.DoneAsync(http, rows, StatusCodes.Status201Created, new KeyedText(key, write.Body!, 1));
    }

    public async Task PutAsync(HttpContext http)
    {
        var key = Key(http);
        var write = await BodyAsync(http);
        if (write.Version is not (> 0 and var version))
            throw new BadHttpRequestException("A version was expected.");
        var rows = await ExecuteAsync(Update, http.RequestAborted, P(key), P(write.Body!), P(version));
        await KeyedAnswers.DoneAsync(http, rows, StatusCodes.Status200OK, new KeyedText(key, write.Body!, version));
    }

    public async Task DeleteAsync(HttpContext http)
    {
        var rows = await ExecuteAsync(Delete, http.RequestAborted, P(Key(http)));
        await KeyedAnswers.DoneAsync(http, rows, StatusCodes.Status204NoContent, null);
    }

    /// <summary>The change of a page that cannot exist.</summary>
    public static async Task WarmWritesAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var update = Command(connection, Update, P(Guid.Empty), P(""), P(1));
        await update.ExecuteNonQueryAsync(cancellation);
    }

    private Task<int> ExecuteAsync(string sql, CancellationToken cancellation, params NpgsqlParameter[] parameters) =>
        databases.WriteAsync(
            async connection =>
            {
                await using var command = Command(connection, sql, parameters);
                return await command.ExecuteNonQueryAsync(cancellation);
            },
            cancellation);
}
